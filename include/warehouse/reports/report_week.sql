-- The newest published week with an incident, or the week asked for if it has one. Grain: one row.
SELECT max(week_on) AS week_on
FROM mart.weekly_events
WHERE week_on = coalesce(%(week)s::date, week_on)
