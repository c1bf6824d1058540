-- Upserts near-duplicate pairs of articles that the warehouse holds; key: both article ids.
INSERT INTO raw.article_copy AS c (article_id, other_article_id, similarity)
SELECT least(s.article_id, s.other_article_id), greatest(s.article_id, s.other_article_id),
    max(s.similarity)
FROM staged_article_copy AS s
JOIN raw.article AS a ON a.article_id = s.article_id
JOIN raw.article AS b ON b.article_id = s.other_article_id
WHERE s.article_id <> s.other_article_id
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (article_id, other_article_id) DO UPDATE SET similarity = excluded.similarity
WHERE c.similarity IS DISTINCT FROM excluded.similarity
