-- Enters a backfill into the ledger; key: backfill_id. One that is entered already runs again; one
-- that was loaded to its end stays as it is. Gives one row: whether it was.
WITH entered AS (
    INSERT INTO ops.backfill (
        backfill_id, archive_name, archive_sha256, archive_bytes, published_from, published_to,
        mapping_name, mapping_sha256, extractor_version, reason, started_by
    )
    VALUES (
        %(backfill_id)s, %(archive_name)s, %(archive_sha256)s, %(archive_bytes)s,
        %(published_from)s, %(published_to)s, %(mapping_name)s, %(mapping_sha256)s,
        %(extractor_version)s, %(reason)s, %(started_by)s
    )
    ON CONFLICT (backfill_id) DO UPDATE
    SET status = 'running', finished_at = NULL, message = NULL,
        started_by = excluded.started_by, reason = coalesce(excluded.reason, ops.backfill.reason)
    WHERE ops.backfill.status <> 'succeeded'
    RETURNING backfill_id
)
SELECT NOT EXISTS (SELECT FROM entered) AS is_loaded
