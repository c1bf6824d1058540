-- Every claim about people in reports of one happening; whether it lies within another such claim.
SELECT
    c.claim_id, c.event_id, c.outcome, c.victim, c.category, c.count_low, c.count_high, c.qualifier,
    EXISTS (
        SELECT 1 FROM core.casualty AS total
        JOIN core.event AS e ON e.event_id = total.event_id
        WHERE total.claim_id = c.part_of_claim_id AND e.scope = 'incident'
    ) AS is_part
FROM core.casualty AS c
JOIN core.event AS e ON e.event_id = c.event_id
WHERE e.scope = 'incident'
ORDER BY c.claim_id
