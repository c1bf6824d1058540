-- Upserts articles; key: article_id. The current version is the one seen last, whatever the order
-- in which batches arrive. Rows are locked in the order of their ids, also those that stay as they
-- are, so that concurrent loads take turns.
INSERT INTO raw.article AS a (
    article_id, outlet, source_id, url, current_version, current_published_on, first_seen_at,
    last_seen_at
)
SELECT DISTINCT ON (article_id)
    article_id, outlet, source_id, url, version, published_on,
    min(seen_at) OVER (PARTITION BY article_id), seen_at
FROM staged_article
ORDER BY article_id, seen_at DESC, version DESC
ON CONFLICT (article_id) DO UPDATE SET
    source_id = coalesce(a.source_id, excluded.source_id),
    url = coalesce(a.url, excluded.url),
    current_version = CASE
        WHEN (excluded.last_seen_at, excluded.current_version) > (a.last_seen_at, a.current_version)
            THEN excluded.current_version
        ELSE a.current_version
    END,
    current_published_on = CASE
        WHEN (excluded.last_seen_at, excluded.current_version) > (a.last_seen_at, a.current_version)
            THEN excluded.current_published_on
        ELSE a.current_published_on
    END,
    first_seen_at = least(a.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(a.last_seen_at, excluded.last_seen_at)
WHERE (excluded.last_seen_at, excluded.current_version) > (a.last_seen_at, a.current_version)
    OR excluded.first_seen_at < a.first_seen_at
    OR (a.source_id IS NULL AND excluded.source_id IS NOT NULL)
    OR (a.url IS NULL AND excluded.url IS NOT NULL)
