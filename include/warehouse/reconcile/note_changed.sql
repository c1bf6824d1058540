-- Notes incidents of before, as they were, that change, were merged or are no more.
INSERT INTO core.incident_history (
    incident_id, change, other_incident_id, reason, added_event_ids, removed_event_ids, before,
    changed_at
)
SELECT
    n.incident_id, n.change, n.other_incident_id, n.reason, n.added_event_ids, n.removed_event_ids,
    jsonb_build_object(
        'event_type', i.event_type, 'started_on', i.started_on, 'ended_on', i.ended_on,
        'admin1_code', i.admin1_code,
        'figures', (
            SELECT coalesce(jsonb_agg(jsonb_build_array(
                outcome, victim, category, count_low, count_best, count_high
            ) ORDER BY outcome, victim, category), '[]')
            FROM core.incident_figure AS f WHERE f.incident_id = i.incident_id
        )
    ),
    now()
FROM noted AS n
LEFT JOIN core.incident AS i USING (incident_id)
WHERE n.change <> 'split'
ORDER BY n.incident_id
