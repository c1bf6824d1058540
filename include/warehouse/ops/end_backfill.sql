-- Closes these backfills: succeeded where all parts are loaded, else failed, or cancelled where
-- somebody interrupted them; key: backfill_id. One that was loaded to its end before stays as it is. Gives each one's name and status.
UPDATE ops.backfill AS b
SET
    status = CASE
        WHEN ended.is_whole THEN 'succeeded'
        WHEN b.status = 'cancelled' THEN 'cancelled'
        ELSE 'failed'
    END,
    message = CASE
        WHEN ended.is_whole THEN NULL
        WHEN b.status = 'cancelled' THEN b.message
        ELSE coalesce(%(message)s, 'not all of its parts are loaded')
    END,
    finished_at = CASE WHEN b.status = 'succeeded' THEN b.finished_at ELSE now() END
FROM (
    SELECT backfill_id, coalesce(done_count = part_count, false) AS is_whole
    FROM ops.backfill_ledger
) AS ended
WHERE b.backfill_id = ended.backfill_id AND b.backfill_id = ANY (%(backfills)s)
RETURNING b.archive_name, b.status
