-- People harmed by week, governorate and side, one column an outcome, for the HXL export.
-- Grain: week x governorate x side. Weeks whose Monday lies in the span.
SELECT
    week_on, admin1_code, victim AS side,
    sum(count_low) FILTER (WHERE outcome = 'killed')::int AS killed_low,
    sum(count_best) FILTER (WHERE outcome = 'killed')::int AS killed_best,
    sum(count_high) FILTER (WHERE outcome = 'killed')::int AS killed_high,
    sum(count_low) FILTER (WHERE outcome = 'wounded')::int AS wounded_low,
    sum(count_best) FILTER (WHERE outcome = 'wounded')::int AS wounded_best,
    sum(count_high) FILTER (WHERE outcome = 'wounded')::int AS wounded_high,
    sum(count_best) FILTER (WHERE outcome = 'displaced')::int AS displaced_best,
    sum(count_best) FILTER (WHERE outcome = 'abducted')::int AS abducted_best,
    max(incident_count) AS incident_count, max(source_count) AS source_count
FROM mart.weekly_casualties
WHERE area_level = 'governorate' AND side_level = 'side' AND category = 'all'
    AND outcome IN ('killed', 'wounded', 'displaced', 'abducted')
    AND week_on BETWEEN %(first)s AND %(last)s
GROUP BY week_on, admin1_code, victim
ORDER BY week_on, admin1_code, victim
