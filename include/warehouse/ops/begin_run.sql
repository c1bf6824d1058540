-- Enters a run as running; key: run_id. The same run again begins anew.
INSERT INTO ops.run (run_id, kind, batch_name, code_version)
VALUES (%(run_id)s, %(kind)s, %(batch_name)s, %(code_version)s)
ON CONFLICT (run_id) DO UPDATE
SET status = 'running', message = NULL, started_at = now(), finished_at = NULL,
    code_version = excluded.code_version
