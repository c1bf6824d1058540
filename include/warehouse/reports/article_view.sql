-- The current version of an article. Grain: one row, none where the warehouse does not hold it.
SELECT
    a.article_id, a.outlet, a.source_id, a.url, t.version, t.title, t.body AS text, t.author,
    t.published_on, t.published_at, t.published_raw, t.published_basis, t.published_confidence,
    t.seen_in, t.batch_id
FROM raw.article AS a
JOIN raw.article_text AS t
    ON t.article_id = a.article_id AND t.version = a.current_version
    AND t.published_on = a.current_published_on
WHERE a.article_id = %(article_id)s
