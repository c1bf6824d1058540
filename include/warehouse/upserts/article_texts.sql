-- Upserts versions of texts; key: article_id, version, published_on.
INSERT INTO raw.article_text AS t (
    article_id, version, published_on, published_at, published_raw, published_zone,
    published_basis, published_confidence, author, language, title, body, text_basis, seen_in,
    batch_id, first_seen_at, last_seen_at
)
SELECT DISTINCT ON (article_id, version)
    article_id, version, published_on, published_at, published_raw, published_zone,
    published_basis, published_confidence, author, language, title, body, text_basis, seen_in,
    %(batch_id)s, min(seen_at) OVER (PARTITION BY article_id, version), seen_at
FROM staged_article
ORDER BY article_id, version, seen_at DESC
ON CONFLICT (article_id, version, published_on) DO UPDATE SET
    first_seen_at = least(t.first_seen_at, excluded.first_seen_at),
    last_seen_at = greatest(t.last_seen_at, excluded.last_seen_at)
WHERE excluded.first_seen_at < t.first_seen_at OR excluded.last_seen_at > t.last_seen_at
