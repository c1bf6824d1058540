-- Killed over the covered weeks of a span by bloc, and by governorate over all sides; 0 where a week
-- that has incidents has no dead of theirs. Grain: week x bloc, and week x governorate.
WITH week AS (
    SELECT DISTINCT week_on FROM mart.weekly_events WHERE week_on BETWEEN %(first)s AND %(week)s
),
figure AS (
    SELECT
        week_on, CASE WHEN side_level = 'bloc' THEN victim ELSE admin1_code END AS what,
        count_low, count_best, count_high
    FROM mart.weekly_casualties
    WHERE outcome = 'killed' AND category = 'all' AND week_on BETWEEN %(first)s AND %(week)s
        AND (area_level, side_level) IN (('country', 'bloc'), ('governorate', 'all'))
)
SELECT
    w.week_on, what.what, coalesce(f.count_low, 0) AS count_low,
    coalesce(f.count_best, 0) AS count_best, coalesce(f.count_high, 0) AS count_high
FROM week AS w
CROSS JOIN (SELECT DISTINCT what FROM figure) AS what
LEFT JOIN figure AS f ON f.week_on = w.week_on AND f.what = what.what
ORDER BY w.week_on, what.what
