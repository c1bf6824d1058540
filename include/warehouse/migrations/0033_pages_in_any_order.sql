-- Drill-down reads a few hundred rows by index among millions. PostgreSQL reckons by default with
-- turning disks, on which it would rather read whole tables; warehouses lie on flash or in memory.
-- Where the warehouse's user does not own the database, an administrator may set it: the tables are
-- the same, the queries slower.
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'not the owner of the database: random_page_cost stays as it is';
END
$$;
