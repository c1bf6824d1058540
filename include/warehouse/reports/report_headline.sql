-- Killed and wounded of a week by bloc and for everyone, beside the weeks before.
-- Grain: bloc (or everyone) x outcome.
SELECT
    victim, outcome, count_low, count_best, count_high, incident_count, claim_count, article_count,
    source_count, previous_best, change_best, mean_4_weeks, baseline_weeks, baseline_median,
    unusual_score, is_unusual
FROM mart.weekly_summary
WHERE week_on = %(week)s AND area_level = 'country' AND side_level IN ('bloc', 'all')
ORDER BY side_level, outcome, count_best DESC, victim
