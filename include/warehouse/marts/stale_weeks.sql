-- Weeks that loads or reconcile have touched since their marts were last rebuilt, oldest first.
SELECT week_on
FROM (
    SELECT week_on, touched_at FROM ops.touched_week
    UNION ALL
    SELECT unnest(touched_weeks), loaded_at FROM ops.batch
) AS touched
LEFT JOIN ops.published_week USING (week_on)
GROUP BY week_on, published_at
HAVING published_at IS NULL OR max(touched_at) > published_at
ORDER BY week_on
