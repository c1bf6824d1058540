-- Articles that are near-duplicates of one another.
SELECT article_id, other_article_id FROM raw.article_copy ORDER BY 1, 2
