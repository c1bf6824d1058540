-- The newest backfills with their counts. Grain: one row per backfill.
SELECT * FROM ops.backfill_ledger ORDER BY started_at DESC, backfill_id LIMIT %(limit)s
