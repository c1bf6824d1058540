-- Which of these articles lie neither in the warehouse nor in quarantine. Grain: one row an article.
SELECT article_id
FROM unnest(%(article_ids)s::text[]) AS article_id
WHERE NOT EXISTS (SELECT FROM raw.article AS a WHERE a.article_id = article_id.article_id)
    AND NOT EXISTS (
        SELECT FROM quality.quarantine AS q WHERE q.article_id = article_id.article_id
    )
ORDER BY article_id
