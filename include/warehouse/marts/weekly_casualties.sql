-- Grain: week x area x side or bloc x outcome x category. Key: week_on, admin1_code, victim, outcome,
-- category; area_level and side_level follow from it.
-- A residual (what a sum has beyond its known parts) is counted where its last day is at most 14 after its first: a
-- longer one has no week.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_casualties WHERE week_on = ANY(%(weeks)s);
WITH cell AS (
    SELECT
        i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code AS victim,
        f.outcome, f.category, i.incident_id, i.kind, f.is_contested, f.count_low, f.count_best,
        f.count_high
    FROM core.incident AS i
    JOIN core.incident_figure AS f ON f.incident_id = i.incident_id
    JOIN mart.side_group AS who ON who.side = f.victim
    CROSS JOIN LATERAL (
        VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
    ) AS area (area_level, admin1_code)
    WHERE i.week_on = ANY(%(weeks)s) AND (i.kind = 'incident' OR i.ended_on - i.started_on <= 14)
),
total AS (
    SELECT
        week_on, area_level, admin1_code, side_level, victim, outcome, category,
        sum(count_low) AS count_low, sum(count_best) AS count_best, sum(count_high) AS count_high,
        coalesce(sum(count_best) FILTER (WHERE kind = 'residual'), 0) AS residual_best,
        count(DISTINCT incident_id) FILTER (WHERE kind = 'incident') AS incident_count,
        count(DISTINCT incident_id) FILTER (WHERE is_contested) AS contested_count
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
support AS (
    SELECT
        i.week_on, area.admin1_code, who.group_code AS victim, c.outcome, kind.category,
        count(DISTINCT c.claim_id) AS claim_count,
        count(DISTINCT e.article_id) AS article_count,
        count(DISTINCT ic.source_key) AS source_count
    FROM core.incident AS i
    JOIN core.incident_claim AS ic ON ic.incident_id = i.incident_id
    JOIN core.casualty AS c ON c.claim_id = ic.claim_id
    JOIN core.event AS e ON e.event_id = c.event_id
    JOIN mart.side_group AS who ON who.side = coalesce(ic.counted_victim, c.victim)
    CROSS JOIN LATERAL (
        SELECT 'all' WHERE ic.standing <> 'part'
        UNION ALL
        SELECT c.category::text WHERE c.category IS NOT NULL
    ) AS kind (category)
    CROSS JOIN LATERAL (
        VALUES (coalesce(i.admin1_code::text, 'none')), ('SY')
    ) AS area (admin1_code)
    WHERE i.week_on = ANY(%(weeks)s) AND (i.kind = 'incident' OR i.ended_on - i.started_on <= 14)
    GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO mart.weekly_casualties
SELECT
    week_on, area_level, admin1_code, side_level, victim, outcome, category, count_low, count_best,
    count_high, residual_best, incident_count, coalesce(claim_count, 0),
    coalesce(article_count, 0), coalesce(source_count, 0), contested_count
FROM total
LEFT JOIN support USING (week_on, admin1_code, victim, outcome, category)
