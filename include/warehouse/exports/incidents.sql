-- Incidents and residuals that began in a span of days, with all that a release tells of them.
-- Grain: incident. Ordered, and so are the lists within, so that the same rows give the same bytes.
SELECT
    i.incident_id, i.kind, i.event_type::text AS event_type, i.started_on, i.ended_on, i.week_on,
    i.date_basis::text AS date_basis, i.admin1_code::text AS admin1_code,
    i.admin1_codes::text[] AS admin1_codes, i.place_id, i.place_name, i.place_names, i.latitude,
    i.longitude, i.precision_km, i.location_basis, i.attackers::text[] AS attackers,
    i.targets::text[] AS targets, i.methods::text[] AS methods, i.event_count, i.article_count,
    i.source_count, i.confidence, i.is_contested,
    coalesce(
        (
            SELECT jsonb_agg(
                jsonb_build_array(
                    f.outcome, f.victim, f.category, f.count_low, f.count_best, f.count_high
                )
                ORDER BY f.outcome, f.victim, f.category
            )
            FROM core.incident_figure AS f
            WHERE f.incident_id = i.incident_id
        ),
        '[]'
    ) AS figures,
    coalesce(
        (
            SELECT jsonb_agg(DISTINCT side ORDER BY side)
            FROM core.incident_control AS c, unnest(c.gained_by::text[]) AS side
            WHERE c.incident_id = i.incident_id
        ),
        '[]'
    ) AS gained_by,
    coalesce(
        (
            SELECT jsonb_agg(
                jsonb_build_object(
                    'event_id', e.event_id, 'digest', e.digest, 'article_id', e.article_id,
                    'version', e.version, 'extractor_version', e.extractor_version,
                    'outlet', a.outlet, 'url', a.url, 'title', t.title,
                    'published_on', e.published_on, 'source_name', e.source_name,
                    'loaded_s', floor(extract(epoch FROM e.loaded_at))::bigint,
                    'words', ARRAY(
                        SELECT part ->> 'quote' FROM jsonb_array_elements(e.evidence) AS part
                    )
                )
                ORDER BY e.published_on, e.event_id
            )
            FROM core.incident_event AS ie
            JOIN core.event AS e ON e.event_id = ie.event_id
            JOIN raw.article AS a ON a.article_id = e.article_id
            JOIN raw.article_text AS t
                ON t.article_id = e.article_id AND t.version = e.version
                AND t.published_on = e.published_on
            WHERE ie.incident_id = i.incident_id
        ),
        '[]'
    ) AS reports
FROM core.incident AS i
WHERE i.started_on BETWEEN %(first)s AND %(last)s
ORDER BY i.started_on, i.incident_id
