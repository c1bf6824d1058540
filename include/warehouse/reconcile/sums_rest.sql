-- What is left of sums over several happenings, less the incidents within them.
CREATE TEMP TABLE sum_part ON COMMIT DROP AS
SELECT
    s.incident_id, s.outcome, s.victim, i.incident_id AS part_id, f.count_low, f.count_best,
    f.count_high
FROM dirty_sum
JOIN sum_near AS s USING (incident_id, outcome, victim)
JOIN core.incident AS i
    ON i.admin1_code = s.code
    AND i.started_on BETWEEN s.started_on AND s.ended_on
    AND i.ended_on <= s.ended_on
JOIN core.incident_figure AS f
    ON f.incident_id = i.incident_id AND f.category = 'all' AND f.outcome = s.outcome
    AND (f.victim = s.victim OR s.victim = 'unknown')
WHERE NOT s.is_region
    AND i.kind = 'incident'
    AND (s.outcome IN ('killed', 'wounded') OR i.kind_bits & s.kind_bits <> 0)
    AND (i.camp_bits = 0 OR s.camp_bits = 0 OR i.camp_bits & s.camp_bits <> 0)
    AND (s.inside_place_ids IS NULL OR i.place_id = ANY(s.inside_place_ids));
UPDATE core.sum_figure AS s
SET rest_low = greatest(s.gross_low - coalesce(p.high, 0), 0),
    rest_best = greatest(s.gross_best - coalesce(p.best, 0), 0),
    rest_high = greatest(s.gross_high - coalesce(p.low, 0), 0)
FROM dirty_sum AS d
LEFT JOIN (
    SELECT
        incident_id, outcome, victim, sum(count_low) AS low, sum(count_best) AS best,
        sum(count_high) AS high
    FROM sum_part
    GROUP BY 1, 2, 3
) AS p USING (incident_id, outcome, victim)
WHERE NOT s.is_region
    AND s.incident_id = d.incident_id AND s.outcome = d.outcome AND s.victim = d.victim;
INSERT INTO core.incident_part (residual_id, incident_id)
SELECT DISTINCT incident_id, part_id FROM sum_part ORDER BY 1, 2
