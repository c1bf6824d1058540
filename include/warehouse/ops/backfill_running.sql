-- Progress of the backfills that are not finished. Grain: one row.
SELECT
    coalesce(sum(b.part_count), 0)::int AS chunks,
    coalesce(sum(p.done), 0)::int AS done,
    coalesce(sum(p.articles), 0)::int AS articles,
    coalesce(sum(p.rejected), 0)::int AS rejected
FROM ops.backfill AS b
LEFT JOIN LATERAL (
    SELECT count(*) AS done, sum(article_count) AS articles, sum(rejected_count) AS rejected
    FROM ops.backfill_part AS part
    WHERE part.backfill_id = b.backfill_id
) AS p ON true
WHERE b.status = 'running'
