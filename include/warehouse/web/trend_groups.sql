-- The latest weeks side by side: by governorate (all sides together) or by side (of one area).
-- Grain: one row per group and week.
WITH latest AS (
    SELECT DISTINCT week_on
    FROM mart.weekly_summary
    ORDER BY week_on DESC
    LIMIT %(weeks)s
)
SELECT
    CASE %(by)s WHEN 'admin1' THEN s.admin1_code ELSE s.victim END AS group_code, s.week_on,
    s.count_low, s.count_best, s.count_high, s.incident_count
FROM mart.weekly_summary AS s
JOIN latest USING (week_on)
WHERE s.outcome = %(outcome)s
    AND CASE %(by)s
        WHEN 'admin1' THEN s.area_level = 'governorate' AND s.victim = %(victim)s
        ELSE s.side_level = 'side' AND s.admin1_code = %(area)s
    END
ORDER BY 1, 2
