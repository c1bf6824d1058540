-- Which of these names incidents bear already.
SELECT incident_id FROM core.incident_event WHERE incident_id = ANY(%(names)s::text[])
UNION
SELECT incident_id FROM core.incident_history WHERE incident_id = ANY(%(names)s::text[])
