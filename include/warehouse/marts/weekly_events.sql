-- Grain: week x area x type (or any) x side or bloc of the attackers. Key: week_on, admin1_code,
-- event_type, attacker; area_level and side_level follow from it.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_events WHERE week_on = ANY(%(weeks)s);
WITH cell AS (
    SELECT
        i.week_on, area.area_level, area.admin1_code, kind.event_type, who.side_level,
        who.group_code AS attacker, i.incident_id, i.event_count, i.is_contested, i.claim_count
    FROM core.incident AS i
    CROSS JOIN LATERAL (VALUES (i.event_type::text), ('any')) AS kind (event_type)
    CROSS JOIN LATERAL (
        VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
    ) AS area (area_level, admin1_code)
    CROSS JOIN LATERAL (
        SELECT DISTINCT g.side_level, g.group_code
        FROM mart.side_group AS g
        WHERE g.side = ANY(coalesce(nullif(i.attackers, '{}'), '{unknown}'))
    ) AS who
    WHERE i.week_on = ANY(%(weeks)s) AND i.kind = 'incident'
),
support AS (
    SELECT
        cell.week_on, admin1_code, event_type, attacker,
        count(DISTINCT article_id) AS article_count, count(DISTINCT source_key) AS source_count
    FROM cell
    JOIN week_report USING (incident_id)
    GROUP BY 1, 2, 3, 4
),
total AS (
    SELECT
        week_on, area_level, admin1_code, event_type, side_level, attacker,
        count(*) AS incident_count, sum(event_count) AS event_count,
        count(*) FILTER (WHERE is_contested) AS contested_count, sum(claim_count) AS claim_count
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6
)
INSERT INTO mart.weekly_events
SELECT
    week_on, area_level, admin1_code, event_type, side_level, attacker, incident_count, event_count,
    contested_count, claim_count, coalesce(article_count, 0), coalesce(source_count, 0)
FROM total
LEFT JOIN support USING (week_on, admin1_code, event_type, attacker)
