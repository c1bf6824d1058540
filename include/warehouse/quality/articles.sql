-- The articles that a batch brought or met again, with how many events each yields; the newest first
-- within their source. Grain: one row per article, at most `limit`.
SELECT
    a.article_id, coalesce(a.source_id, a.outlet) AS source_id, a.outlet, t.title, a.url,
    a.current_published_on AS published_on,
    (SELECT count(*) FROM core.event AS e WHERE e.article_id = a.article_id) AS event_count
FROM raw.article AS a
JOIN raw.article_text AS t
    ON t.article_id = a.article_id AND t.version = a.current_version
    AND t.published_on = a.current_published_on
WHERE t.batch_id IN (
    SELECT batch_id FROM ops.batch
    WHERE batch_name = %(batch)s OR starts_with(batch_name, %(batch)s || '/')
)
ORDER BY source_id, a.current_published_on DESC, a.article_id
LIMIT %(limit)s
