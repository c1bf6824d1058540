-- What matching needs of the wanted reports; one row a report.
SELECT
    e.event_id, e.article_id, e.event_type, e.scope, e.started_on, e.ended_on, e.date_basis,
    e.admin1_codes::text[], e.attackers::text[], e.targets::text[], e.methods::text[],
    coalesce(e.source_class || ':' || e.source_name, e.source_class, '') AS source,
    p.place_names, p.place_ids, c.outcomes, c.numbers,
    concat_ws(' ', t.title, q.quotes) AS words
FROM wanted
JOIN core.event AS e USING (event_id)
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
CROSS JOIN LATERAL (
    SELECT
        coalesce(array_agg(name ORDER BY place_number), '{}') AS place_names,
        coalesce(array_agg(place_id ORDER BY place_number), '{}') AS place_ids
    FROM core.event_place WHERE event_place.event_id = e.event_id
) AS p
CROSS JOIN LATERAL (
    SELECT
        coalesce(array_agg(outcome::text), '{}') AS outcomes,
        coalesce(array_agg(coalesce(count_low, count_high)), '{}') AS numbers
    FROM core.casualty
    WHERE casualty.event_id = e.event_id AND coalesce(count_low, count_high) IS NOT NULL
) AS c
CROSS JOIN LATERAL (
    SELECT string_agg(span ->> 'quote', ' ') AS quotes
    FROM jsonb_array_elements(e.evidence) AS span
) AS q
