-- What is kept of incidents that change: when they were first known, and whether they do change.
SELECT incident_id, digest, first_known_at, week_on, started_on, ended_on, admin1_codes::text[]
FROM core.incident
WHERE incident_id = ANY(%(incident_ids)s)
