-- Notes that a part of a backfill is loaded; key: backfill_id, part_number.
INSERT INTO ops.backfill_part (
    backfill_id, part_number, batch_name, batch_id, article_count, rejected_count
)
VALUES (
    %(backfill_id)s, %(part_number)s, %(batch_name)s, %(batch_id)s, %(article_count)s,
    %(rejected_count)s
)
ON CONFLICT (backfill_id, part_number) DO UPDATE
SET batch_id = excluded.batch_id, article_count = excluded.article_count,
    rejected_count = excluded.rejected_count, done_at = now()
