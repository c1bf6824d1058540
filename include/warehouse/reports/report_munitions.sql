-- Numbers of raids, bombs, shells and rockets told of a week, by munition and side of the attackers.
-- Grain: munition x side.
SELECT munition, attacker, count_low, count_best, count_high, incident_count, source_count
FROM mart.weekly_strikes
WHERE week_on = %(week)s AND admin1_code = 'SY' AND side_level = 'side'
ORDER BY munition, count_best DESC, attacker
