-- Where the reports of the components that change were before, those included that are gone.
SELECT event_id, incident_id, component_id, article_id
FROM core.incident_event
JOIN dirty_component USING (component_id)
