-- Words of articles as they were compared last; grain: an article.
SELECT b.article_id, t.body
FROM raw.article_bands AS b
JOIN raw.article_text AS t
    ON t.article_id = b.article_id AND t.version = b.version AND t.published_on = b.published_on
WHERE b.article_id = ANY(%(ids)s::text[])
