-- Killed and incidents of a week by governorate, everyone and any type. Grain: governorate.
SELECT
    e.admin1_code, e.incident_count, coalesce(c.count_low, 0) AS count_low,
    coalesce(c.count_best, 0) AS count_best, coalesce(c.count_high, 0) AS count_high
FROM mart.weekly_events AS e
LEFT JOIN mart.weekly_casualties AS c
    ON c.week_on = e.week_on AND c.admin1_code = e.admin1_code AND c.victim = 'everyone'
    AND c.outcome = 'killed' AND c.category = 'all'
WHERE e.week_on = %(week)s AND e.area_level = 'governorate' AND e.event_type = 'any'
    AND e.attacker = 'everyone'
ORDER BY coalesce(c.count_best, 0) DESC, e.incident_count DESC, e.admin1_code
