-- Notes the versions that the warehouse does not hold yet. `days` are the days of publication in
-- the batch: they let the planner leave out all other partitions.
CREATE TEMP TABLE new_text ON COMMIT DROP AS
SELECT DISTINCT article_id, version, published_on
FROM staged_article AS s
WHERE NOT EXISTS (
    SELECT 1
    FROM raw.article_text AS t
    WHERE t.published_on = ANY(%(days)s::date[])
        AND t.published_on = s.published_on
        AND t.article_id = s.article_id
        AND t.version = s.version
)
