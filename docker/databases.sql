-- Beside the warehouse, which POSTGRES_DB names: Airflow's metadata.
CREATE DATABASE airflow;
