-- Upserts the bands of articles; key: article_id. Rows are locked in the order of their ids.
INSERT INTO raw.article_bands AS b (article_id, version, published_on, bands)
SELECT article_id, version, published_on, bands
FROM staged_bands
ORDER BY article_id
ON CONFLICT (article_id) DO UPDATE SET
    version = excluded.version, published_on = excluded.published_on, bands = excluded.bands
WHERE b.version <> excluded.version
