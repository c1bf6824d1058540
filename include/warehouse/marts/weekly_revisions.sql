-- Grain: week x area x side or bloc x outcome x category x time of knowing. Key: week_on, admin1_code,
-- victim, outcome, category, known_at.
-- Adds a row for each cell of the weeks given that differs from its last revision, and one of zeros
-- for a cell that is gone; run again on the same figures it adds nothing. Nothing is ever removed.
WITH last AS (
    SELECT DISTINCT ON (week_on, admin1_code, victim, outcome, category) *
    FROM mart.weekly_revisions
    WHERE week_on = ANY(%(weeks)s)
    ORDER BY week_on, admin1_code, victim, outcome, category, known_at DESC
),
since AS (
    SELECT week_on, max(known_at) AS known_at FROM last GROUP BY week_on
),
change AS (
    SELECT since.week_on, 'new report' AS reason
    FROM since
    JOIN core.incident AS i ON i.week_on = since.week_on AND i.first_known_at > since.known_at
    UNION
    SELECT since.week_on, h.reason
    FROM since
    JOIN core.incident_history AS h ON h.changed_at > since.known_at
    LEFT JOIN core.incident AS i ON i.incident_id = h.incident_id
    WHERE i.week_on = since.week_on
        OR date_trunc('week', (h.before ->> 'started_on')::timestamp)::date = since.week_on
),
reason AS (
    SELECT week_on, array_agg(reason ORDER BY reason) AS reasons FROM change GROUP BY week_on
),
now_known AS (
    SELECT
        week_on, area_level, admin1_code, side_level, victim, outcome, category, count_low,
        count_best, count_high, incident_count, claim_count, source_count
    FROM mart.weekly_casualties
    WHERE week_on = ANY(%(weeks)s)
    UNION ALL
    SELECT
        week_on, area_level, admin1_code, side_level, victim, outcome, category, 0, 0, 0, 0, 0, 0
    FROM last
    WHERE NOT EXISTS (
        SELECT 1 FROM mart.weekly_casualties AS w
        WHERE w.week_on = last.week_on AND w.admin1_code = last.admin1_code
            AND w.victim = last.victim AND w.outcome = last.outcome AND w.category = last.category
    )
)
INSERT INTO mart.weekly_revisions
SELECT
    n.week_on, n.area_level, n.admin1_code, n.side_level, n.victim, n.outcome, n.category,
    now(), coalesce(last.revision_number, 0) + 1, n.count_low, n.count_best,
    n.count_high, n.incident_count, n.claim_count, n.source_count,
    n.count_best - coalesce(last.count_best, 0),
    CASE
        WHEN NOT EXISTS (SELECT 1 FROM since WHERE since.week_on = n.week_on)
            THEN ARRAY['first publication']
        ELSE coalesce(reason.reasons, ARRAY['recomputed'])
    END
FROM now_known AS n
LEFT JOIN last USING (week_on, admin1_code, victim, outcome, category)
LEFT JOIN reason ON reason.week_on = n.week_on
WHERE (n.count_low, n.count_best, n.count_high, n.incident_count, n.claim_count, n.source_count)
    IS DISTINCT FROM (
        last.count_low, last.count_best, last.count_high, last.incident_count, last.claim_count,
        last.source_count
    )
