-- A page of incidents: newest first, oldest first, or most independent sources first. A null
-- parameter does not filter; `after_value` and `after_id` are the last row of the page before.
-- Grain: one row per incident. Bound values are constants to the planner, so that each CASE is
-- decided before planning and the order is read from an index. Of few matches (`is_few`) it is not:
-- the filter finds them sooner than the order does, and an expression (`+ 0`) has no index.
WITH listed AS (
    SELECT i.*
    FROM core.incident AS i
    WHERE i.kind = 'incident'
        AND (%(week)s::date IS NULL OR i.week_on = %(week)s)
        AND (%(admin1)s::text IS NULL OR i.admin1_codes::text[] @> ARRAY[%(admin1)s::text])
        AND (%(event_type)s::text IS NULL OR i.event_type = %(event_type)s)
        AND (
            %(side)s::text IS NULL
            OR i.attackers::text[] @> ARRAY[%(side)s::text]
            OR i.targets::text[] @> ARRAY[%(side)s::text]
        )
        AND (
            %(words)s::text IS NULL
            OR core.place_words(i.place_names) @@ plainto_tsquery('pg_catalog.arabic', %(words)s)
        )
        AND CASE
            WHEN %(after_id)s::text IS NULL THEN true
            WHEN %(sort)s = 'newest' THEN (i.started_on, i.incident_id) < (%(after_value)s::text::date, %(after_id)s)
            WHEN %(sort)s = 'oldest' THEN (i.started_on, i.incident_id) > (%(after_value)s::text::date, %(after_id)s)
            WHEN %(sort)s = 'sources' THEN (i.source_count, i.incident_id) < (%(after_value)s::text::integer, %(after_id)s)
        END
    ORDER BY
        CASE WHEN %(is_few)s AND %(sort)s = 'newest' THEN i.started_on + 0 END DESC,
        CASE WHEN %(is_few)s AND %(sort)s = 'oldest' THEN i.started_on + 0 END,
        CASE WHEN %(is_few)s AND %(sort)s = 'sources' THEN i.source_count + 0 END DESC,
        CASE WHEN %(sort)s = 'newest' THEN i.started_on END DESC,
        CASE WHEN %(sort)s = 'oldest' THEN i.started_on END,
        CASE WHEN %(sort)s = 'sources' THEN i.source_count END DESC,
        CASE WHEN %(sort)s = 'oldest' THEN i.incident_id END,
        CASE WHEN %(sort)s <> 'oldest' THEN i.incident_id END DESC
    LIMIT %(limit)s
)
SELECT
    i.incident_id, i.event_type, i.started_on, i.ended_on, i.week_on, i.admin1_codes, i.place_names,
    i.attackers, i.targets, i.event_count, i.article_count, i.source_count, i.confidence,
    i.is_contested,
    f.killed_low, f.killed_best, f.killed_high, f.wounded_low, f.wounded_best, f.wounded_high,
    CASE %(sort)s WHEN 'sources' THEN i.source_count::text ELSE i.started_on::text END AS after_value
FROM listed AS i
CROSS JOIN LATERAL (
    SELECT
        sum(count_low) FILTER (WHERE outcome = 'killed') AS killed_low,
        sum(count_best) FILTER (WHERE outcome = 'killed') AS killed_best,
        sum(count_high) FILTER (WHERE outcome = 'killed') AS killed_high,
        sum(count_low) FILTER (WHERE outcome = 'wounded') AS wounded_low,
        sum(count_best) FILTER (WHERE outcome = 'wounded') AS wounded_best,
        sum(count_high) FILTER (WHERE outcome = 'wounded') AS wounded_high
    FROM core.incident_figure
    WHERE incident_id = i.incident_id AND category = 'all'
) AS f
ORDER BY
    CASE WHEN %(sort)s = 'newest' THEN i.started_on END DESC,
    CASE WHEN %(sort)s = 'oldest' THEN i.started_on END,
    CASE WHEN %(sort)s = 'sources' THEN i.source_count END DESC,
    CASE WHEN %(sort)s = 'oldest' THEN i.incident_id END,
    CASE WHEN %(sort)s <> 'oldest' THEN i.incident_id END DESC
