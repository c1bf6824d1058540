-- Notes that a part of a backfill is loaded; key: backfill_id, part_number. Gives what its batch
-- brought into the warehouse.
INSERT INTO ops.backfill_part (
    backfill_id, part_number, batch_name, batch_id, article_count, rejected_count, skipped_count,
    event_count, quarantined_count, duration_ms
)
SELECT
    %(backfill_id)s, %(part_number)s, %(batch_name)s, %(batch_id)s, %(article_count)s,
    %(rejected_count)s, %(skipped_count)s, coalesce(max(b.event_count), 0),
    coalesce(max(b.quarantined_count), 0), %(duration_ms)s
FROM ops.batch AS b
WHERE b.batch_id = %(batch_id)s
ON CONFLICT (backfill_id, part_number) DO UPDATE
SET batch_id = excluded.batch_id, article_count = excluded.article_count,
    rejected_count = excluded.rejected_count, skipped_count = excluded.skipped_count,
    event_count = excluded.event_count, quarantined_count = excluded.quarantined_count,
    duration_ms = excluded.duration_ms, done_at = now()
RETURNING event_count, quarantined_count
