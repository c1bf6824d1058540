-- Wants the new reports, and those in store that share a governorate and some days with one of them.
INSERT INTO wanted
WITH seed_block AS (
    SELECT DISTINCT e.scope, e.started_on, area.code
    FROM core.event AS e
    JOIN seed USING (event_id)
    CROSS JOIN LATERAL unnest(
        CASE WHEN e.admin1_codes = '{}' THEN ARRAY[''] ELSE e.admin1_codes END
    ) AS area (code)
)
SELECT event_id FROM seed
UNION
SELECT e.event_id
FROM seed_block AS s
JOIN core.event AS e
    ON e.started_on BETWEEN s.started_on - %(days)s AND s.started_on + %(days)s
    AND e.scope = s.scope
    AND CASE WHEN s.code = '' THEN e.admin1_codes = '{}' ELSE s.code = ANY(e.admin1_codes) END;
ANALYZE wanted
