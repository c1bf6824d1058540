-- How far these backfills are; one row.
SELECT
    (SELECT coalesce(sum(part_count), 0)::integer FROM ops.backfill
     WHERE backfill_id = ANY (%(backfills)s)) AS chunks,
    count(*)::integer AS done,
    coalesce(sum(article_count), 0)::integer AS articles,
    coalesce(sum(rejected_count), 0)::integer AS rejected
FROM ops.backfill_part
WHERE backfill_id = ANY (%(backfills)s)
