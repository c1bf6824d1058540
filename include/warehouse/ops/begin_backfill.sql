-- Enters a backfill into the ledger; key: backfill_id. A backfill that is entered already runs again.
INSERT INTO ops.backfill (
    backfill_id, archive_name, archive_sha256, reason, started_by, part_count
)
VALUES (
    %(backfill_id)s, %(archive_name)s, %(archive_sha256)s, %(reason)s, %(started_by)s,
    %(part_count)s
)
ON CONFLICT (backfill_id) DO UPDATE
SET status = 'running', part_count = excluded.part_count, finished_at = NULL
WHERE ops.backfill.status <> 'succeeded'
