-- The reports of the weeks given with the independent source behind each, worked out once for all
-- marts of a transaction. Grain: report. Read by the marts as week_report; gone at the end.
DROP TABLE IF EXISTS week_report;
CREATE TEMPORARY TABLE week_report ON COMMIT DROP AS
SELECT r.*, i.week_on, i.kind
FROM core.incident AS i
JOIN mart.report AS r ON r.incident_id = i.incident_id
WHERE i.week_on = ANY(%(weeks)s);
CREATE INDEX ON week_report (incident_id);
ANALYZE week_report
