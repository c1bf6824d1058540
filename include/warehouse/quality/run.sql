-- The run that is asked for by its id or its batch, or the newest night or backfill. Grain: one row.
SELECT
    run_id, kind, status, batch_name, code_version, message, started_at, finished_at,
    extract(epoch FROM coalesce(finished_at, now()) - started_at)::float AS seconds
FROM ops.run
WHERE CASE WHEN %(run)s::text IS NULL THEN kind IN ('nightly', 'backfill', 'ingest')
    ELSE run_id = %(run)s OR batch_name = %(run)s END
ORDER BY started_at DESC, run_id
LIMIT 1
