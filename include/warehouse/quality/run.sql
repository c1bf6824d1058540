-- The run that is asked for by its id or its batch, or the newest night or backfill. A backfill is
-- named `backfill/<id>` and has its row in the ledger. Grain: one row.
WITH known AS (
    SELECT
        run_id, kind, status, batch_name, code_version, message, started_at, finished_at
    FROM ops.run
    UNION ALL
    SELECT
        'backfill/' || backfill_id, 'backfill', status, 'backfill/' || backfill_id, NULL,
        archive_name, started_at, finished_at
    FROM ops.backfill
)
SELECT
    run_id, kind, status, batch_name, code_version, message, started_at, finished_at,
    extract(epoch FROM coalesce(finished_at, now()) - started_at)::float AS seconds
FROM known
WHERE CASE
    WHEN %(run)s::text IS NULL THEN batch_name IS NOT NULL AND kind IN ('nightly', 'backfill', 'ingest')
    ELSE run_id = %(run)s OR batch_name = %(run)s END
ORDER BY started_at DESC, run_id
LIMIT 1
