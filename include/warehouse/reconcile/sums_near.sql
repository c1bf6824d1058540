-- Lays out the sums of the days around touched incidents, one row a governorate (all of them for a
-- sum that names none), and lists those that touched incidents may lie in.
ANALYZE touched_span;
CREATE TEMP TABLE sum_near WITH (fillfactor = 50) ON COMMIT DROP AS -- its rests are updated
SELECT s.*, area.code
FROM core.sum_figure AS s
CROSS JOIN LATERAL unnest(
    CASE WHEN s.admin1_codes = '{}' THEN %(admin1)s::text[] ELSE s.admin1_codes END
) AS area (code)
WHERE s.ended_on >= (SELECT min(started_on) FROM touched_span) - 2 * %(days)s
    AND s.started_on <= (SELECT max(ended_on) FROM touched_span) + 2 * %(days)s;
CREATE INDEX ON sum_near (code, outcome, started_on);
CREATE INDEX ON sum_near (incident_id, outcome, victim);
ANALYZE sum_near;
CREATE TEMP TABLE dirty_sum ON COMMIT DROP AS
SELECT DISTINCT n.incident_id, n.outcome, n.victim
FROM (
    SELECT DISTINCT t.started_on, t.ended_on, area.code
    FROM touched_span AS t
    CROSS JOIN LATERAL unnest(
        CASE WHEN t.admin1_codes = '{}' THEN %(admin1)s::text[] ELSE t.admin1_codes END
    ) AS area (code)
) AS t
JOIN sum_near AS n
    ON n.code = t.code
    AND n.started_on BETWEEN t.started_on - %(days)s AND t.ended_on
    AND n.ended_on >= t.started_on;
CREATE UNIQUE INDEX ON dirty_sum (incident_id, outcome, victim);
ANALYZE dirty_sum
