-- What is left of sums over several happenings, less the incidents within them.
CREATE TEMP TABLE likely_part ON COMMIT DROP AS
SELECT
    i.incident_id, i.admin1_code::text AS code, f.outcome::text, f.victim::text, i.started_on,
    i.ended_on, i.kind_bits, i.camp_bits, i.place_id, f.count_low, f.count_best, f.count_high
FROM core.incident AS i
JOIN core.incident_figure AS f ON f.incident_id = i.incident_id AND f.category = 'all'
WHERE i.kind = 'incident'
    AND i.admin1_code IS NOT NULL
    AND i.started_on BETWEEN (SELECT min(started_on) FROM sum_near)
        AND (SELECT max(ended_on) FROM sum_near);
CREATE INDEX ON likely_part (code, outcome, started_on);
ANALYZE likely_part;
CREATE TEMP TABLE sum_part ON COMMIT DROP AS
SELECT
    s.incident_id, s.outcome, s.victim, i.incident_id AS part_id, i.count_low, i.count_best,
    i.count_high
FROM dirty_sum
JOIN sum_near AS s USING (incident_id, outcome, victim)
JOIN likely_part AS i
    ON i.code = s.code
    AND i.outcome = s.outcome
    AND (i.victim = s.victim OR s.victim = 'unknown')
    AND i.started_on BETWEEN s.started_on AND s.ended_on
    AND i.ended_on <= s.ended_on
WHERE NOT s.is_region
    AND (s.outcome IN ('killed', 'wounded') OR i.kind_bits & s.kind_bits <> 0)
    AND (i.camp_bits = 0 OR s.camp_bits = 0 OR i.camp_bits & s.camp_bits <> 0)
    AND (s.inside_place_ids IS NULL OR i.place_id = ANY(s.inside_place_ids));
UPDATE sum_near AS s
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
