-- Inserts the losses of materiel of new events; key: materiel_id.
INSERT INTO core.materiel (
    materiel_id, event_id, item, fate, owner, count_low, count_high, qualifier, evidence_part,
    evidence_start, evidence_end, quote, rule
)
SELECT
    s.materiel_id, s.event_id, s.item, s.fate, s.owner, s.count_low, s.count_high, s.qualifier,
    s.evidence_part, s.evidence_start, s.evidence_end, s.quote, s.rule
FROM staged_materiel AS s
WHERE s.event_id IN (SELECT event_id FROM new_event)
ORDER BY s.materiel_id
