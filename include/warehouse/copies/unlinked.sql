-- Texts of articles whose current version was not yet compared with others; grain: an article.
-- `ids` null asks for all of the warehouse.
SELECT a.article_id, a.current_version AS version, a.current_published_on AS published_on, t.body
FROM raw.article AS a
JOIN raw.article_text AS t
    ON t.article_id = a.article_id
    AND t.version = a.current_version
    AND t.published_on = a.current_published_on
LEFT JOIN raw.article_bands AS b ON b.article_id = a.article_id
WHERE b.version IS DISTINCT FROM a.current_version
    AND (%(ids)s::text[] IS NULL OR a.article_id = ANY(%(ids)s::text[]))
ORDER BY a.current_published_on, a.article_id
LIMIT %(most)s
