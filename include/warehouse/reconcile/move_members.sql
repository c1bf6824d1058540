-- Brings core.incident_event to what was assigned; rows that stay as they are are not written.
DELETE FROM core.incident_event AS m
USING dirty_component AS d
WHERE d.component_id = m.component_id
    AND NOT EXISTS (
        SELECT 1 FROM assigned AS n
        WHERE n.event_id = m.event_id AND n.incident_id = m.incident_id
            AND n.component_id = m.component_id AND n.article_id = m.article_id
    );
INSERT INTO core.incident_event (event_id, incident_id, article_id, component_id)
SELECT event_id, incident_id, article_id, component_id FROM assigned ORDER BY cluster_number
ON CONFLICT (event_id) DO NOTHING
