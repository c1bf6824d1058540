-- Claims about people by cluster; a claim is part of another one where that lies in a report of one
-- happening, for of a sum over several it is no part to be left out.
SELECT
    n.cluster_number, c.claim_id, c.event_id, c.outcome, c.victim, c.category, c.count_low,
    c.count_high, c.qualifier,
    CASE WHEN o.scope = 'incident' OR o.scope = e.scope THEN c.part_of_claim_id END
        AS part_of_claim_id
FROM assigned AS n
JOIN core.casualty AS c USING (event_id)
JOIN core.event AS e USING (event_id)
LEFT JOIN core.casualty AS total ON total.claim_id = c.part_of_claim_id
LEFT JOIN core.event AS o ON o.event_id = total.event_id
ORDER BY n.cluster_number, c.claim_id
