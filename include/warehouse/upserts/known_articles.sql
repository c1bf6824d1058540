-- How many of the batch's articles the warehouse holds.
SELECT count(*) AS known
FROM raw.article
WHERE article_id IN (SELECT article_id FROM staged_article)
