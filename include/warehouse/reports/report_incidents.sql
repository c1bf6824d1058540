-- Incidents of a week: the deadliest, and those whose dead or wounded are contested most.
-- Grain: incident; list says in which list it stands.
WITH incident AS (
    SELECT
        i.incident_id, i.event_type::text AS event_type, i.started_on, i.ended_on, i.admin1_codes,
        i.place_names, i.attackers, i.targets, i.confidence, i.is_contested, i.article_count,
        i.source_count, coalesce(sum(f.count_low), 0)::int AS killed_low,
        coalesce(sum(f.count_best), 0)::int AS killed_best,
        coalesce(sum(f.count_high), 0)::int AS killed_high
    FROM core.incident AS i
    LEFT JOIN core.incident_figure AS f
        ON f.incident_id = i.incident_id AND f.outcome = 'killed' AND f.category = 'all'
    WHERE i.week_on = %(week)s AND i.kind = 'incident'
    GROUP BY i.incident_id
)
(SELECT 'top' AS list, * FROM incident ORDER BY killed_best DESC, incident_id LIMIT %(limit)s)
UNION ALL
(
    SELECT 'contested' AS list, *
    FROM incident
    WHERE is_contested AND EXISTS (
        SELECT 1
        FROM core.incident_figure AS f
        WHERE f.incident_id = incident.incident_id AND f.is_contested AND f.category = 'all'
            AND f.outcome IN ('killed', 'wounded')
    )
    ORDER BY killed_high - killed_low DESC, incident_id
    LIMIT %(limit)s
)
