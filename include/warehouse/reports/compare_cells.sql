-- Deaths by week and governorate (none among them), low, best and high, and on what they rest.
-- Grain: week x governorate.
SELECT
    week_on, admin1_code, count_low, count_best, count_high, residual_best, incident_count,
    article_count, source_count
FROM mart.weekly_casualties
WHERE area_level = 'governorate' AND side_level = 'all' AND outcome = 'killed'
    AND category = 'all' AND week_on BETWEEN %(first)s AND %(last)s
ORDER BY week_on, admin1_code
