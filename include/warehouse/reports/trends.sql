-- Deaths and wounds of the latest weeks by governorate or by side; low, best and high.
WITH latest AS (
    SELECT DISTINCT week_on FROM mart.weekly_casualties ORDER BY week_on DESC LIMIT %(weeks)s
)
SELECT
    w.week_on,
    CASE WHEN %(by)s = 'victim' THEN w.victim ELSE w.admin1_code END AS what,
    coalesce(sum(w.count_low) FILTER (WHERE w.outcome = 'killed'), 0)::int AS killed_low,
    coalesce(sum(w.count_best) FILTER (WHERE w.outcome = 'killed'), 0)::int AS killed_best,
    coalesce(sum(w.count_high) FILTER (WHERE w.outcome = 'killed'), 0)::int AS killed_high,
    coalesce(sum(w.count_low) FILTER (WHERE w.outcome = 'wounded'), 0)::int AS wounded_low,
    coalesce(sum(w.count_best) FILTER (WHERE w.outcome = 'wounded'), 0)::int AS wounded_best,
    coalesce(sum(w.count_high) FILTER (WHERE w.outcome = 'wounded'), 0)::int AS wounded_high,
    sum(w.incident_count)::int AS incident_count,
    max(w.source_count)::int AS source_count
FROM mart.weekly_casualties AS w
JOIN latest USING (week_on)
WHERE w.category = 'all' AND w.outcome IN ('killed', 'wounded')
    AND w.area_level = CASE WHEN %(by)s = 'victim' THEN 'country' ELSE 'governorate' END
    AND w.side_level = CASE WHEN %(by)s = 'victim' THEN 'side' ELSE 'all' END
GROUP BY 1, 2
ORDER BY 1, killed_best DESC, 2
