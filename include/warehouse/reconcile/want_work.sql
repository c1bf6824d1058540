-- Wants the new reports and all reports of the components that change or that a new one links to.
TRUNCATE wanted;
INSERT INTO dirty_component
SELECT DISTINCT m.component_id
FROM core.incident_event AS m
WHERE m.event_id = ANY(%(linked)s)
ON CONFLICT DO NOTHING;
ANALYZE dirty_component;
INSERT INTO wanted
SELECT event_id FROM seed
UNION
SELECT m.event_id
FROM core.incident_event AS m
JOIN dirty_component USING (component_id)
JOIN core.event AS e USING (event_id)
WHERE e.scope <> 'background'
    AND NOT (e.scope = 'aggregate' AND e.date_basis = 'published')
ORDER BY event_id;
ANALYZE wanted
