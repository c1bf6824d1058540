-- Of sums that overlap (day, governorate, place, outcome, side, kind, attackers) the one that counts
-- most people stands, by its first report where they are equal; one of more than 15 days, which no
-- weekly table counts, after those that are counted; one with nothing left not at all. Asked of the
-- sums with another rest, and of those of the same days and governorates.
ANALYZE sum_near;
CREATE TEMP TABLE asked_sum ON COMMIT DROP AS
WITH other AS MATERIALIZED (
    SELECT n.* FROM sum_near AS n LEFT JOIN dirty_sum AS d USING (incident_id, outcome, victim)
    WHERE d.incident_id IS NULL
)
SELECT incident_id, outcome, victim FROM dirty_sum
UNION
SELECT o.incident_id, o.outcome, o.victim
FROM (
    SELECT DISTINCT n.code, n.outcome, n.started_on, n.ended_on
    FROM dirty_sum JOIN sum_near AS n USING (incident_id, outcome, victim)
) AS s
JOIN other AS o
    ON o.code = s.code
    AND o.outcome = s.outcome
    AND o.started_on BETWEEN s.started_on - %(days)s AND s.ended_on
    AND o.ended_on >= s.started_on;
CREATE UNIQUE INDEX ON asked_sum (incident_id, outcome, victim);
ANALYZE asked_sum;
CREATE TEMP TABLE beaten ON COMMIT DROP AS
SELECT DISTINCT s.incident_id, s.outcome, s.victim
FROM asked_sum
JOIN sum_near AS s USING (incident_id, outcome, victim)
JOIN sum_near AS o
    ON o.code = s.code
    AND o.outcome = s.outcome
    AND o.started_on BETWEEN s.started_on - %(days)s AND s.ended_on
    AND o.ended_on >= s.started_on
WHERE o.incident_id <> s.incident_id
    AND s.rest_best > 0 -- with nothing left it does not stand anyway
    AND NOT s.is_region
    AND NOT o.is_region
    AND (o.victim = s.victim OR 'unknown' IN (o.victim, s.victim))
    AND (s.outcome IN ('killed', 'wounded') OR o.kind_bits & s.kind_bits <> 0)
    AND (o.camp_bits = 0 OR s.camp_bits = 0 OR o.camp_bits & s.camp_bits <> 0)
    AND (
        o.inside_place_ids IS NULL OR s.inside_place_ids IS NULL
        OR o.inside_place_ids && s.inside_place_ids
    )
    AND (o.ended_on - o.started_on > 14, -o.gross_best, o.first_event_id, o.victim::text)
        < (s.ended_on - s.started_on > 14, -s.gross_best, s.first_event_id, s.victim::text)
    AND o.rest_best > 0;
CREATE UNIQUE INDEX ON beaten (incident_id, outcome, victim);
ANALYZE beaten;
UPDATE core.sum_figure AS s
SET rest_low = n.rest_low, rest_best = n.rest_best, rest_high = n.rest_high,
    is_standing = n.rest_best > 0 AND n.beaten_id IS NULL
FROM (
    SELECT DISTINCT ON (incident_id, outcome, victim)
        n.incident_id, n.outcome, n.victim, n.rest_low, n.rest_best, n.rest_high,
        b.incident_id AS beaten_id
    FROM asked_sum
    JOIN sum_near AS n USING (incident_id, outcome, victim)
    LEFT JOIN beaten AS b USING (incident_id, outcome, victim)
    WHERE NOT n.is_region
    ORDER BY incident_id, outcome, victim
) AS n
WHERE s.incident_id = n.incident_id AND s.outcome = n.outcome AND s.victim = n.victim
