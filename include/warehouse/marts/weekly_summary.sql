-- Grain: week x area x side or bloc x outcome (killed, wounded). Key: week_on, admin1_code, victim,
-- outcome; area_level and side_level follow from it.
-- Deletes and rebuilds the weeks given and the eight after each, whose comparisons rest on them; the
-- same weekly_casualties and weekly_events give the same rows. A week without any incident in the
-- country was not covered: it is neither compared nor compared with.
--
-- Test of unusual weeks: modified z-score against the covered ones of the eight weeks before
-- (median, median absolute deviation; bound 3.5: Iglewicz and Hoaglin, How to Detect and Handle
-- Outliers, 1993). Counts of war dead are too clustered for a Poisson bound.
DELETE FROM mart.weekly_summary
WHERE week_on IN (
    SELECT week + shift * 7 FROM unnest(%(weeks)s::date[]) AS week, generate_series(0, 8) AS shift
);
WITH covered AS (
    SELECT week_on FROM mart.weekly_events WHERE admin1_code = 'SY' GROUP BY week_on
),
rebuilt AS (
    SELECT DISTINCT p.week_on
    FROM covered AS p
    JOIN unnest(%(weeks)s::date[]) AS week ON p.week_on BETWEEN week AND week + 56
),
figure AS (
    SELECT
        week_on, area_level, admin1_code, side_level, victim, outcome, count_low, count_best,
        count_high, incident_count, claim_count, article_count, source_count
    FROM mart.weekly_casualties
    WHERE category = 'all' AND outcome IN ('killed', 'wounded')
        AND week_on IN (
            SELECT week_on + shift * 7 FROM rebuilt, generate_series(-8, 0) AS shift
        )
),
-- Every cell that has a figure in a week or in the eight before it.
cell AS (
    SELECT DISTINCT
        r.week_on, f.area_level, f.admin1_code, f.side_level, f.victim, f.outcome
    FROM rebuilt AS r
    JOIN figure AS f ON f.week_on BETWEEN r.week_on - 56 AND r.week_on
),
before AS (
    SELECT
        cell.week_on, cell.admin1_code, cell.victim, cell.outcome, p.week_on AS before_on,
        coalesce(f.count_best, 0) AS count_best
    FROM cell
    JOIN covered AS p ON p.week_on BETWEEN cell.week_on - 56 AND cell.week_on - 7
    LEFT JOIN figure AS f
        ON f.week_on = p.week_on AND f.admin1_code = cell.admin1_code AND f.victim = cell.victim
        AND f.outcome = cell.outcome
),
middle AS (
    SELECT
        week_on, admin1_code, victim, outcome, count(*) AS baseline_weeks,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY count_best) AS baseline_median,
        avg(count_best) FILTER (WHERE before_on >= week_on - 28) AS mean_4_weeks,
        max(count_best) FILTER (WHERE before_on = week_on - 7) AS previous_best
    FROM before
    GROUP BY 1, 2, 3, 4
),
spread AS (
    SELECT
        week_on, admin1_code, victim, outcome,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(count_best - baseline_median)) AS mad,
        avg(abs(count_best - baseline_median)) AS mean_deviation
    FROM before
    JOIN middle USING (week_on, admin1_code, victim, outcome)
    GROUP BY 1, 2, 3, 4
),
scored AS (
    SELECT
        cell.*, coalesce(f.count_low, 0) AS count_low, coalesce(f.count_best, 0) AS count_best,
        coalesce(f.count_high, 0) AS count_high, coalesce(f.incident_count, 0) AS incident_count,
        coalesce(f.claim_count, 0) AS claim_count, coalesce(f.article_count, 0) AS article_count,
        coalesce(f.source_count, 0) AS source_count, m.previous_best, m.mean_4_weeks,
        coalesce(m.baseline_weeks, 0) AS baseline_weeks, m.baseline_median,
        CASE
            WHEN m.baseline_weeks < 4 THEN NULL
            WHEN s.mad > 0 THEN 0.6745 * (coalesce(f.count_best, 0) - m.baseline_median) / s.mad
            WHEN s.mean_deviation > 0
                THEN (coalesce(f.count_best, 0) - m.baseline_median) / (1.2533 * s.mean_deviation)
        END AS unusual_score
    FROM cell
    LEFT JOIN figure AS f USING (week_on, admin1_code, victim, outcome)
    LEFT JOIN middle AS m USING (week_on, admin1_code, victim, outcome)
    LEFT JOIN spread AS s USING (week_on, admin1_code, victim, outcome)
)
INSERT INTO mart.weekly_summary
SELECT
    week_on, area_level, admin1_code, side_level, victim, outcome, count_low, count_best,
    count_high, incident_count, claim_count, article_count, source_count, previous_best,
    count_best - previous_best, mean_4_weeks, baseline_weeks, baseline_median, unusual_score,
    coalesce(abs(unusual_score) > 3.5 AND abs(count_best - baseline_median) >= 5, false),
    CASE WHEN baseline_weeks >= 4 THEN 'modified_z_8_weeks' ELSE 'none' END
FROM scored
