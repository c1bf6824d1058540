-- Closes a run as succeeded or failed; key: run_id. A run that is closed already stays as it is.
UPDATE ops.run
SET status = %(status)s, message = %(message)s, finished_at = now()
WHERE run_id = %(run_id)s AND status = 'running'
