-- How many incidents match a filter, counted up to a limit. Parameters as in incidents_by_day.sql.
-- Grain: one row.
SELECT count(*) AS count
FROM (
    SELECT 1
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
    LIMIT %(limit)s
) AS matches
