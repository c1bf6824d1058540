-- Incidents of a span of weeks in which people were killed, with their dead over all sides.
-- Grain: incident.
SELECT
    i.incident_id, i.week_on, i.started_on, i.ended_on, i.admin1_codes::text[] AS admin1_codes,
    coalesce(i.admin1_code::text, 'none') AS admin1_code, i.kind, i.source_count,
    sum(f.count_best)::int AS killed_best,
    sum(f.count_best) FILTER (WHERE f.figure_basis = 'word')::int AS killed_by_word,
    sum(f.count_best) FILTER (WHERE f.victim = 'civilians')::int AS killed_civilians
FROM core.incident AS i
JOIN core.incident_figure AS f ON f.incident_id = i.incident_id
WHERE i.week_on BETWEEN %(first)s AND %(last)s AND f.outcome = 'killed' AND f.category = 'all'
    AND (i.kind = 'incident' OR i.ended_on - i.started_on <= 14)
GROUP BY i.incident_id
ORDER BY i.incident_id
