-- Places gained and lost in a week, by bloc. Grain: bloc x way.
SELECT
    side, how, gained_count, lost_count, gained_places, lost_places, contested_count, source_count
FROM mart.weekly_control
WHERE week_on = %(week)s AND admin1_code = 'SY' AND side_level = 'bloc'
ORDER BY gained_count + lost_count DESC, side, how
