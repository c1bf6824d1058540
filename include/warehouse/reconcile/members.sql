-- Reports by cluster, in a fixed order.
SELECT
    n.cluster_number, e.event_id, e.article_id, e.event_type, e.scope, e.started_on, e.ended_on,
    e.date_basis, coalesce(t.published_at::text, e.published_on::text) AS published,
    e.admin1_codes::text[], e.attackers::text[], e.targets::text[], e.methods::text[],
    e.source_class, e.source_name, a.outlet, p.place_names, p.place_ids
FROM assigned AS n
JOIN core.event AS e USING (event_id)
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
CROSS JOIN LATERAL (
    SELECT
        coalesce(array_agg(name ORDER BY place_number), '{}') AS place_names,
        coalesce(array_agg(place_id ORDER BY place_number), '{}') AS place_ids
    FROM core.event_place WHERE event_place.event_id = e.event_id
) AS p
ORDER BY n.cluster_number, e.event_id
