-- The latest weeks of one area, side and outcome, oldest first. Grain: one row per week.
SELECT *
FROM (
    SELECT
        week_on, count_low, count_best, count_high, change_best, mean_4_weeks, is_unusual,
        incident_count, claim_count, article_count, source_count
    FROM mart.weekly_summary
    WHERE admin1_code = %(area)s AND victim = %(victim)s AND outcome = %(outcome)s
    ORDER BY week_on DESC
    LIMIT %(weeks)s
) AS latest
ORDER BY week_on
