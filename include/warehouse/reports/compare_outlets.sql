-- Outlets behind the deaths of a span of weeks. Grain: outlet.
SELECT a.outlet, count(DISTINCT e.article_id)::int AS article_count
FROM core.incident AS i
JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
WHERE i.week_on BETWEEN %(first)s AND %(last)s
GROUP BY a.outlet
ORDER BY article_count DESC, a.outlet
