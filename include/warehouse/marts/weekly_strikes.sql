-- Grain: week x area x munition x side or bloc of the attackers. Key: week_on, admin1_code, munition,
-- attacker; area_level and side_level follow from it.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_strikes WHERE week_on = ANY(%(weeks)s);
WITH cell AS (
    SELECT
        i.week_on, area.area_level, area.admin1_code, s.munition, who.side_level,
        who.group_code AS attacker, i.incident_id, i.kind, s.count_low, s.count_best, s.count_high,
        s.claim_count
    FROM core.incident AS i
    JOIN core.incident_strike AS s ON s.incident_id = i.incident_id
    CROSS JOIN LATERAL (
        VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
    ) AS area (area_level, admin1_code)
    CROSS JOIN LATERAL (
        SELECT DISTINCT g.side_level, g.group_code
        FROM mart.side_group AS g
        WHERE g.side = ANY(coalesce(nullif(i.attackers, '{}'), '{unknown}'))
    ) AS who
    WHERE i.week_on = ANY(%(weeks)s)
),
total AS (
    SELECT
        week_on, area_level, admin1_code, munition, side_level, attacker,
        sum(count_low) AS count_low, sum(count_best) AS count_best, sum(count_high) AS count_high,
        count(*) FILTER (WHERE kind = 'incident') AS incident_count,
        sum(claim_count) AS claim_count
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6
),
support AS (
    SELECT
        cell.week_on, cell.admin1_code, cell.munition, cell.attacker,
        count(DISTINCT r.article_id) AS article_count,
        count(DISTINCT r.source_key) AS source_count
    FROM cell
    JOIN week_report AS r ON r.incident_id = cell.incident_id
    WHERE EXISTS (
        SELECT 1 FROM core.strike AS s
        WHERE s.event_id = r.event_id AND s.munition = cell.munition
    )
    GROUP BY 1, 2, 3, 4
)
INSERT INTO mart.weekly_strikes
SELECT
    week_on, area_level, admin1_code, munition, side_level, attacker, count_low, count_best,
    count_high, incident_count, claim_count, coalesce(article_count, 0), coalesce(source_count, 0)
FROM total
LEFT JOIN support USING (week_on, admin1_code, munition, attacker)
