-- The rows of mart.weekly_casualties of some weeks, with what can be wrong with them.
-- Grain: one row per row of the mart. Columns called `…_fault` say what is wrong, null where nothing is.
WITH chosen AS (
    SELECT * FROM mart.weekly_casualties WHERE week_on = ANY(%(weeks)s::date[])
),
area AS (
    SELECT week_on, victim, outcome, category, sum(count_best) AS count_best
    FROM chosen
    WHERE area_level = 'governorate'
    GROUP BY 1, 2, 3, 4
),
side AS (
    SELECT week_on, admin1_code, outcome, category, sum(count_best) AS count_best
    FROM chosen
    WHERE side_level = 'side'
    GROUP BY 1, 2, 3, 4
)
SELECT
    c.week_on || '/' || c.admin1_code || '/' || c.victim || '/' || c.outcome || '/' || c.category AS cell,
    c.claim_count, c.source_count,
    CASE WHEN NOT (0 <= c.count_low AND c.count_low <= c.count_best AND c.count_best <= c.count_high)
        THEN c.count_low || ', ' || c.count_best || ', ' || c.count_high END AS order_fault,
    CASE WHEN c.category <> 'all' AND c.count_best > coalesce(total.count_best, 0)
        THEN c.category || ' ' || c.count_best || ' of ' || coalesce(total.count_best, 0) END AS part_fault,
    CASE WHEN c.area_level = 'country' AND c.count_best IS DISTINCT FROM area.count_best
        THEN c.count_best || ', governorates ' || coalesce(area.count_best::text, 'none') END AS area_fault,
    CASE WHEN c.side_level = 'all' AND c.count_best IS DISTINCT FROM side.count_best
        THEN c.count_best || ', sides ' || coalesce(side.count_best::text, 'none') END AS side_fault
FROM chosen AS c
LEFT JOIN chosen AS total
    ON c.category <> 'all' AND total.category = 'all' AND total.week_on = c.week_on
    AND total.admin1_code = c.admin1_code AND total.victim = c.victim AND total.outcome = c.outcome
LEFT JOIN area
    ON area.week_on = c.week_on AND area.victim = c.victim AND area.outcome = c.outcome
    AND area.category = c.category
LEFT JOIN side
    ON side.week_on = c.week_on AND side.admin1_code = c.admin1_code AND side.outcome = c.outcome
    AND side.category = c.category
ORDER BY 1
