-- Incidents of bombardment over the covered weeks of a span by type; 0 where a week has none.
-- Grain: week x type.
SELECT w.week_on, kind.event_type, coalesce(e.incident_count, 0) AS incident_count
FROM (
    SELECT DISTINCT week_on FROM mart.weekly_events WHERE week_on BETWEEN %(first)s AND %(week)s
) AS w
CROSS JOIN unnest(
    ARRAY['air_strike', 'shelling', 'explosive', 'suicide_attack', 'chemical_attack']
) AS kind (event_type)
LEFT JOIN mart.weekly_events AS e
    ON e.week_on = w.week_on AND e.event_type = kind.event_type AND e.attacker = 'everyone'
    AND e.admin1_code = 'SY'
ORDER BY w.week_on, kind.event_type
