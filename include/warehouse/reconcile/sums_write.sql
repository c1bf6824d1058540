-- Brings the figures of residuals to what stands; gives back the weeks in which something changed.
WITH wanted_figure AS (
    SELECT
        s.incident_id, s.outcome, s.victim, s.rest_low, s.rest_best, s.rest_high, s.claim_count,
        s.source_count, s.is_contested
    FROM core.sum_figure AS s
    JOIN asked_sum USING (incident_id, outcome, victim)
    WHERE s.is_standing AND NOT s.is_region
),
gone AS (
    DELETE FROM core.incident_figure AS f
    USING asked_sum AS n, core.sum_figure AS s
    WHERE f.incident_id = n.incident_id AND f.outcome = n.outcome AND f.victim = n.victim
        AND s.incident_id = n.incident_id AND s.outcome = n.outcome AND s.victim = n.victim
        AND NOT s.is_region AND NOT s.is_standing
    RETURNING f.incident_id
),
come AS (
    INSERT INTO core.incident_figure AS f (
        incident_id, outcome, victim, category, count_low, count_best, count_high, claim_count,
        source_count, figure_basis, is_contested
    )
    SELECT
        incident_id, outcome, victim, 'all', rest_low, rest_best, rest_high, claim_count,
        source_count, 'residual', is_contested
    FROM wanted_figure
    ON CONFLICT (incident_id, outcome, victim, category) DO UPDATE SET
        count_low = excluded.count_low, count_best = excluded.count_best,
        count_high = excluded.count_high, claim_count = excluded.claim_count,
        source_count = excluded.source_count, is_contested = excluded.is_contested
    WHERE (f.count_low, f.count_best, f.count_high, f.claim_count, f.source_count, f.is_contested)
        IS DISTINCT FROM (
            excluded.count_low, excluded.count_best, excluded.count_high, excluded.claim_count,
            excluded.source_count, excluded.is_contested
        )
    RETURNING f.incident_id
),
moved AS (
    SELECT incident_id FROM gone
    UNION
    SELECT incident_id FROM come
    UNION
    SELECT incident_id FROM region_change
)
UPDATE core.incident AS i
SET last_changed_at = greatest(i.first_known_at, now())
FROM moved
WHERE moved.incident_id = i.incident_id
RETURNING i.week_on
