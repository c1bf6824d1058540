-- Inserts the told numbers of strikes of new events; key: strike_id.
INSERT INTO core.strike (
    strike_id, event_id, munition, count_low, count_high, qualifier, evidence_part,
    evidence_start, evidence_end, quote, rule
)
SELECT
    s.strike_id, s.event_id, s.munition, s.count_low, s.count_high, s.qualifier,
    s.evidence_part, s.evidence_start, s.evidence_end, s.quote, s.rule
FROM staged_strike AS s
WHERE s.event_id IN (SELECT event_id FROM new_event)
ORDER BY s.strike_id
