-- Which of these ids are incidents. Grain: one row per incident.
SELECT incident_id
FROM core.incident
WHERE incident_id = ANY(%(ids)s::text[])
