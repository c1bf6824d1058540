-- The events of an article's current version, in its order. Grain: one row per event.
SELECT
    e.event_id, e.event_key, e.record,
    (SELECT i.incident_id FROM core.incident_event AS i WHERE i.event_id = e.event_id) AS incident_id
FROM core.event AS e
WHERE e.article_id = %(article_id)s
ORDER BY e.event_number
