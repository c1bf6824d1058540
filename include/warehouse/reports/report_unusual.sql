-- Governorates whose dead or wounded of a week are far from their eight weeks before.
-- Grain: governorate x outcome.
SELECT admin1_code, outcome, count_best, baseline_median, unusual_score
FROM mart.weekly_summary
WHERE week_on = %(week)s AND area_level = 'governorate' AND side_level = 'all' AND is_unusual
ORDER BY abs(unusual_score) DESC, admin1_code, outcome
