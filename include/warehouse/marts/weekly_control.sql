-- Grain: week x area x side or bloc x way. Key: week_on, admin1_code, side, how; area_level and
-- side_level follow from it.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_control WHERE week_on = ANY(%(weeks)s);
WITH cell AS (
    SELECT
        i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code AS side, c.how,
        who.change, i.incident_id, i.kind, c.place_name, c.claim_count, c.control_number,
        coalesce(c.place_id, c.place_name) AS place, c.is_contested
    FROM core.incident AS i
    JOIN core.incident_control AS c ON c.incident_id = i.incident_id
    CROSS JOIN LATERAL (
        SELECT DISTINCT g.side_level, g.group_code, role.change
        FROM (VALUES ('gained', c.gained_by), ('lost', c.lost_by)) AS role (change, sides)
        JOIN mart.side_group AS g
            ON g.side = ANY(coalesce(nullif(role.sides, '{}'), '{unknown}'))
    ) AS who
    CROSS JOIN LATERAL (
        VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
    ) AS area (area_level, admin1_code)
    WHERE i.week_on = ANY(%(weeks)s)
),
place AS (
    SELECT
        week_on, area_level, admin1_code, side_level, side, how, change, place,
        min(place_name) AS place_name, bool_or(is_contested) AS is_contested
    FROM cell
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
),
total AS (
    SELECT
        week_on, area_level, admin1_code, side_level, side, how,
        count(*) FILTER (WHERE change = 'gained') AS gained_count,
        count(*) FILTER (WHERE change = 'lost') AS lost_count,
        coalesce(array_agg(place_name ORDER BY place_name) FILTER (WHERE change = 'gained'), '{}')
            AS gained_places,
        coalesce(array_agg(place_name ORDER BY place_name) FILTER (WHERE change = 'lost'), '{}')
            AS lost_places,
        count(DISTINCT place) FILTER (WHERE is_contested) AS contested_count
    FROM place
    GROUP BY 1, 2, 3, 4, 5, 6
),
claim AS (
    SELECT week_on, admin1_code, side, how, sum(claim_count) AS claim_count
    FROM (
        SELECT DISTINCT
            week_on, admin1_code, side, how, incident_id, control_number, claim_count
        FROM cell
    ) AS row_of_an_incident
    GROUP BY 1, 2, 3, 4
),
support AS (
    SELECT
        cell.week_on, cell.admin1_code, cell.side, cell.how,
        count(DISTINCT cell.incident_id) FILTER (WHERE cell.kind = 'incident') AS incident_count,
        count(DISTINCT r.article_id) AS article_count,
        count(DISTINCT r.source_key) AS source_count
    FROM cell
    LEFT JOIN week_report AS r
        ON r.incident_id = cell.incident_id
        AND EXISTS (SELECT 1 FROM core.control AS c WHERE c.event_id = r.event_id)
    GROUP BY 1, 2, 3, 4
)
INSERT INTO mart.weekly_control
SELECT
    week_on, area_level, admin1_code, side_level, side, how, gained_count, lost_count,
    gained_places, lost_places, contested_count, incident_count, claim_count, article_count,
    source_count
FROM total
JOIN claim USING (week_on, admin1_code, side, how)
JOIN support USING (week_on, admin1_code, side, how)
