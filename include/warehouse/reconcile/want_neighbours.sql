-- Wants the new reports, and those in store that share a governorate and some days with one of them.
-- Days fall into spans as long as the reach, so that reports meet in their own span or the next.
INSERT INTO wanted
WITH seed_block AS MATERIALIZED (
    SELECT DISTINCT e.scope, e.started_on, area.code
    FROM core.event AS e
    JOIN seed USING (event_id)
    CROSS JOIN LATERAL unnest(
        CASE WHEN e.admin1_codes = '{}' THEN ARRAY[''] ELSE e.admin1_codes END
    ) AS area (code)
),
near_block AS (
    SELECT scope, started_on, code, (started_on - DATE '2000-01-01') / %(days)s + step AS span
    FROM seed_block CROSS JOIN generate_series(-1, 1) AS step
),
near AS (
    SELECT
        e.event_id, e.scope, e.started_on, area.code,
        (e.started_on - DATE '2000-01-01') / %(days)s AS span
    FROM core.event AS e
    CROSS JOIN LATERAL unnest(
        CASE WHEN e.admin1_codes = '{}' THEN ARRAY[''] ELSE e.admin1_codes END
    ) AS area (code)
    WHERE e.started_on BETWEEN (SELECT min(started_on) FROM seed_block) - %(days)s
        AND (SELECT max(started_on) FROM seed_block) + %(days)s
)
SELECT event_id FROM seed
UNION
SELECT n.event_id
FROM near_block AS s
JOIN near AS n USING (scope, code, span)
WHERE n.started_on BETWEEN s.started_on - %(days)s AND s.started_on + %(days)s;
ANALYZE wanted
