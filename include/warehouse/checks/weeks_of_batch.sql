-- Mondays of the weeks that a batch, or the parts of a backfill, touched. Grain: one row per week.
SELECT DISTINCT week AS week_on
FROM ops.batch, unnest(touched_weeks) AS week
WHERE batch_name = %(batch)s OR starts_with(batch_name, %(batch)s || '/')
ORDER BY week_on
