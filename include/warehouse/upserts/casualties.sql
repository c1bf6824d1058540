-- Inserts the casualty claims of new events; key: claim_id.
INSERT INTO core.casualty (
    claim_id, event_id, claim_key, outcome, victim, category, count_low, count_high, qualifier,
    part_of_claim_id, evidence_part, evidence_start, evidence_end, quote, rule
)
SELECT
    s.claim_id, s.event_id, s.claim_key, s.outcome, s.victim, s.category, s.count_low,
    s.count_high, s.qualifier, s.part_of_claim_id, s.evidence_part, s.evidence_start,
    s.evidence_end, s.quote, s.rule
FROM staged_casualty AS s
WHERE s.event_id IN (SELECT event_id FROM new_event)
ORDER BY s.claim_id
