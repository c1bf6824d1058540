-- Reports that an incident rests on. Grain: one row per event; at most 500.
SELECT
    e.event_id, e.event_key, e.event_type, e.started_on, e.ended_on, e.date_basis, e.source_class,
    e.source_name, e.published_on, a.article_id, a.outlet, t.title
FROM core.incident_event AS ie
JOIN core.event AS e USING (event_id)
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
WHERE ie.incident_id = %(incident_id)s
ORDER BY e.published_on, a.outlet, e.event_id
LIMIT 500
