-- Every report of one happening (scope incident) with its places and outlet, in a fixed order.
SELECT
    e.event_id, e.article_id, e.event_number, e.event_type, e.started_on, e.ended_on, e.date_basis,
    e.published_on, e.admin1_codes::text[] AS admin1_codes, e.attackers::text[] AS attackers,
    e.targets::text[] AS targets, e.methods::text[] AS methods, now() AS now, e.source_class, e.source_name, a.outlet,
    ARRAY(
        SELECT p.name FROM core.event_place AS p
        WHERE p.event_id = e.event_id ORDER BY p.place_number
    ) AS place_names
FROM core.event AS e
JOIN raw.article AS a ON a.article_id = e.article_id
WHERE e.scope = 'incident'
ORDER BY e.published_on, e.article_id, e.event_number
