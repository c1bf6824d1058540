-- How far these backfills are. Grain: one row.
SELECT
    coalesce(sum(part_count), 0)::integer AS chunks,
    coalesce(sum(done_count), 0)::integer AS done,
    coalesce(sum(article_count), 0)::integer AS articles,
    coalesce(sum(rejected_count), 0)::integer AS rejected,
    coalesce(sum(quarantined_count), 0)::integer AS quarantined,
    coalesce(sum(skipped_count), 0)::integer AS skipped
FROM ops.backfill_ledger
WHERE backfill_id = ANY (%(backfills)s)
