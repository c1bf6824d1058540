-- What changed of an incident, newest first. Grain: one row per change; at most 100.
SELECT
    change, reason, other_incident_id, cardinality(added_event_ids) AS added_count,
    cardinality(removed_event_ids) AS removed_count, changed_at
FROM core.incident_history
WHERE incident_id = %(incident_id)s
ORDER BY changed_at DESC, history_id DESC
LIMIT 100
