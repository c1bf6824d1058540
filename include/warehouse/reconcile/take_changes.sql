-- Takes what is to be looked at off its list, and lays out the work: new reports, and all reports of
-- the components that changed ones belong to. Tables vanish with the transaction.
-- A whole stock is sorted and joined in memory: with PostgreSQL's 4 MB it goes by way of files.
SET LOCAL work_mem = '64MB';
CREATE TEMP TABLE changed ON COMMIT DROP AS SELECT event_id, what FROM ops.event_change LIMIT 0;
WITH taken AS (DELETE FROM ops.event_change RETURNING event_id, what)
INSERT INTO changed SELECT DISTINCT event_id, what FROM taken;
ANALYZE changed;
CREATE TEMP TABLE seed ON COMMIT DROP AS
SELECT e.event_id
FROM core.event AS e
WHERE e.scope <> 'background'
    AND NOT (e.scope = 'aggregate' AND e.date_basis = 'published')
    AND e.event_id IN (SELECT event_id FROM changed WHERE what = 'came');
CREATE UNIQUE INDEX ON seed (event_id);
ANALYZE seed;
CREATE TEMP TABLE dirty_component ON COMMIT DROP AS
SELECT DISTINCT m.component_id
FROM core.incident_event AS m WHERE m.event_id IN (SELECT event_id FROM changed);
CREATE UNIQUE INDEX ON dirty_component (component_id);
CREATE TEMP TABLE wanted (event_id text PRIMARY KEY) ON COMMIT DROP;
SELECT count(*) AS change_count FROM changed
