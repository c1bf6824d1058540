-- Grain: week x area x owner or bloc x item x fate. Key: week_on, admin1_code, owner, item, fate;
-- area_level and side_level follow from it.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_materiel WHERE week_on = ANY(%(weeks)s);
WITH cell AS (
    SELECT
        i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code AS owner,
        m.item, m.fate, i.incident_id, i.kind, m.owner AS told_owner, m.count_low, m.count_best,
        m.count_high, m.claim_count
    FROM core.incident AS i
    JOIN core.incident_materiel AS m ON m.incident_id = i.incident_id
    JOIN mart.side_group AS who ON who.side = m.owner
    CROSS JOIN LATERAL (
        VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
    ) AS area (area_level, admin1_code)
    WHERE i.week_on = ANY(%(weeks)s)
),
total AS (
    SELECT
        week_on, area_level, admin1_code, side_level, owner, item, fate,
        sum(count_low) AS count_low, sum(count_best) AS count_best, sum(count_high) AS count_high,
        count(DISTINCT incident_id) FILTER (WHERE kind = 'incident') AS incident_count,
        sum(claim_count) AS claim_count
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
support AS (
    SELECT
        cell.week_on, cell.admin1_code, cell.owner, cell.item, cell.fate,
        count(DISTINCT r.article_id) AS article_count,
        count(DISTINCT r.source_key) AS source_count
    FROM cell
    JOIN week_report AS r ON r.incident_id = cell.incident_id
    WHERE EXISTS (
        SELECT 1 FROM core.materiel AS m
        WHERE m.event_id = r.event_id AND m.item = cell.item AND m.fate = cell.fate
            AND m.owner = cell.told_owner
    )
    GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO mart.weekly_materiel
SELECT
    week_on, area_level, admin1_code, side_level, owner, item, fate, count_low, count_best,
    count_high, incident_count, claim_count, coalesce(article_count, 0), coalesce(source_count, 0)
FROM total
LEFT JOIN support USING (week_on, admin1_code, owner, item, fate)
