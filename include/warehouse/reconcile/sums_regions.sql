-- What is left of happenings told for a region as a whole once places within it have theirs: by day,
-- kind, side and attackers; a region with less than its places had is no total of theirs.
CREATE TEMP TABLE region_part ON COMMIT DROP AS
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
    AND f.victim = s.victim
WHERE s.is_region
    AND i.kind = 'incident'
    AND NOT i.is_region
    AND i.place_id IS NOT NULL
    AND (s.outcome IN ('killed', 'wounded') OR i.kind_bits & s.kind_bits <> 0)
    AND (i.camp_bits = 0 OR s.camp_bits = 0 OR i.camp_bits & s.camp_bits <> 0)
    AND (s.inside_place_ids IS NULL OR i.place_id = ANY(s.inside_place_ids));
CREATE TEMP TABLE region_rest ON COMMIT DROP AS
SELECT
    s.incident_id, s.outcome, s.victim, greatest(s.gross_low - p.high, 0)::integer AS rest_low,
    (s.gross_best - p.best)::integer AS rest_best,
    greatest(s.gross_high - p.low, 0)::integer AS rest_high
FROM core.sum_figure AS s
JOIN (
    SELECT
        incident_id, outcome, victim, sum(count_low) AS low, sum(count_best) AS best,
        sum(count_high) AS high
    FROM region_part
    GROUP BY 1, 2, 3
) AS p USING (incident_id, outcome, victim)
WHERE s.gross_best >= p.best;
UPDATE core.sum_figure AS s
SET rest_low = coalesce(r.rest_low, s.gross_low), rest_best = coalesce(r.rest_best, s.gross_best),
    rest_high = coalesce(r.rest_high, s.gross_high), is_standing = r.incident_id IS NOT NULL
FROM dirty_sum AS d
LEFT JOIN region_rest AS r USING (incident_id, outcome, victim)
WHERE s.is_region
    AND s.incident_id = d.incident_id AND s.outcome = d.outcome AND s.victim = d.victim;
DELETE FROM core.incident_part AS p
USING dirty_sum AS d
WHERE p.residual_id = d.incident_id;
INSERT INTO core.incident_part (residual_id, incident_id)
SELECT DISTINCT p.incident_id, p.part_id
FROM region_part AS p
JOIN region_rest USING (incident_id, outcome, victim);
CREATE TEMP TABLE region_change ON COMMIT DROP AS
SELECT DISTINCT s.incident_id, s.outcome, s.victim, s.rest_low, s.rest_best, s.rest_high,
    s.is_standing
FROM dirty_sum
JOIN core.sum_figure AS s USING (incident_id, outcome, victim)
JOIN core.incident_figure AS f USING (incident_id, outcome, victim)
WHERE s.is_region
    AND f.category = 'all'
    AND (f.count_low, f.count_best, f.count_high)
        IS DISTINCT FROM (s.rest_low, s.rest_best, s.rest_high);
UPDATE core.incident_figure AS f
SET count_low = c.rest_low, count_best = c.rest_best, count_high = c.rest_high,
    figure_basis = CASE WHEN c.is_standing THEN 'residual' ELSE 'number' END
FROM region_change AS c
WHERE f.incident_id = c.incident_id AND f.outcome = c.outcome AND f.victim = c.victim
    AND f.category = 'all'
