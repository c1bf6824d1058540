-- Versions of articles as the warehouse holds them, with the events that it holds of them.
-- Grain: one row per version asked for.
SELECT
    t.article_id AS doc_id, a.outlet, a.url, a.source_id, t.title, t.body AS text, t.author,
    t.language, t.published_on::text AS published_on, t.published_at, t.published_raw,
    t.published_zone, t.published_basis, t.published_confidence, t.text_basis, t.seen_in,
    t.version,
    (
        SELECT coalesce(jsonb_agg(e.record ORDER BY e.event_number), '[]'::jsonb)
        FROM core.event AS e
        WHERE e.article_id = t.article_id AND e.version = t.version
    ) AS events
FROM raw.article_text AS t
JOIN raw.article AS a ON a.article_id = t.article_id
WHERE t.article_id || '/' || t.version = ANY(%(versions)s::text[])
    AND t.article_id = ANY(%(article_ids)s::text[])
ORDER BY t.article_id, t.version
