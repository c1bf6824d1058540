-- A page of incidents, the most people of one side killed first; those without a figure of people
-- killed are not listed. Parameters as in incidents_by_day.sql. Grain: one row per incident: of
-- several sides the one with the highest figure gives its place.
WITH listed AS (
    SELECT i.*, toll.count_best AS most_killed
    FROM core.incident_figure AS toll
    JOIN core.incident AS i USING (incident_id)
    WHERE i.kind = 'incident' AND toll.outcome = 'killed' AND toll.category = 'all'
        AND NOT EXISTS (
            SELECT 1
            FROM core.incident_figure AS more
            WHERE more.incident_id = toll.incident_id AND more.outcome = 'killed'
                AND more.category = 'all'
                AND (more.count_best, more.victim::text) > (toll.count_best, toll.victim::text)
        )
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
        AND (
            %(after_id)s::text IS NULL
            OR (toll.count_best, toll.incident_id) < (%(after_value)s::text::integer, %(after_id)s)
        )
    ORDER BY
        CASE WHEN %(is_few)s THEN toll.count_best + 0 END DESC,
        toll.count_best DESC, toll.incident_id DESC
    LIMIT %(limit)s
)
SELECT
    i.incident_id, i.event_type, i.started_on, i.ended_on, i.week_on, i.admin1_codes, i.place_names,
    i.attackers, i.targets, i.event_count, i.article_count, i.source_count, i.confidence,
    i.is_contested,
    f.killed_low, f.killed_best, f.killed_high, f.wounded_low, f.wounded_best, f.wounded_high,
    i.most_killed::text AS after_value
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
ORDER BY i.most_killed DESC, i.incident_id DESC
