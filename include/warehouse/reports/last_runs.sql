-- The newest runs, newest first. Grain: one row per run.
SELECT
    run_id, kind, status, batch_name, message, started_at, finished_at,
    extract(epoch FROM coalesce(finished_at, now()) - started_at)::float AS seconds
FROM ops.run
ORDER BY started_at DESC, run_id
LIMIT %(limit)s
