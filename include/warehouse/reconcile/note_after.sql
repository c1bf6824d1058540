-- Completes what this transaction noted: incidents that came out of others, and all as they are now.
INSERT INTO core.incident_history (
    incident_id, change, other_incident_id, reason, added_event_ids, removed_event_ids, changed_at
)
SELECT
    incident_id, change, other_incident_id, reason, added_event_ids, removed_event_ids, now()
FROM noted WHERE change = 'split' ORDER BY incident_id;
UPDATE core.incident_history AS h
SET after = jsonb_build_object(
    'event_type', i.event_type, 'started_on', i.started_on, 'ended_on', i.ended_on,
    'admin1_code', i.admin1_code,
    'figures', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(
            outcome, victim, category, count_low, count_best, count_high
        ) ORDER BY outcome, victim, category), '[]')
        FROM core.incident_figure AS f WHERE f.incident_id = i.incident_id
    )
)
FROM core.incident AS i
WHERE i.incident_id = h.incident_id AND h.changed_at = now() AND h.change IN ('changed', 'split')
