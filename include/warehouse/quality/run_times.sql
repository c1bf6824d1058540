-- How long the last thirty runs of a kind took, oldest first. Grain: one row per run.
SELECT run_id, batch_name, status, started_at, seconds
FROM (
    SELECT
        run_id, batch_name, status, started_at,
        extract(epoch FROM coalesce(finished_at, now()) - started_at)::float AS seconds
    FROM ops.run
    WHERE kind = %(kind)s
    ORDER BY started_at DESC, run_id
    LIMIT 30
) AS newest
ORDER BY started_at, run_id
