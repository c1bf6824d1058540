-- Inserts the places of new events that changed hands; key: control_id.
INSERT INTO core.control (
    control_id, event_id, place_name, place_id, gained_by, lost_by, how, evidence_part,
    evidence_start, evidence_end, quote, rule
)
SELECT
    s.control_id, s.event_id, s.place_name, s.place_id, s.gained_by, s.lost_by, s.how,
    s.evidence_part, s.evidence_start, s.evidence_end, s.quote, s.rule
FROM staged_control AS s
WHERE s.event_id IN (SELECT event_id FROM new_event)
ORDER BY s.control_id
