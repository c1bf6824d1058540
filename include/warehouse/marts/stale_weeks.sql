-- Weeks whose incidents may have changed since their marts were last rebuilt, oldest first.
-- The week before a touched one belongs to them: a report of Monday may join Sunday's incident.
SELECT week_on
FROM (
    SELECT DISTINCT week - shift AS week_on, loaded_at
    FROM ops.batch, unnest(touched_weeks) AS week, unnest(ARRAY[0, 7]) AS shift
) AS touched
LEFT JOIN ops.published_week USING (week_on)
GROUP BY week_on, published_at
HAVING published_at IS NULL OR max(loaded_at) > published_at
ORDER BY week_on
