-- Notes that these backfills were interrupted, those that are not at their end.
UPDATE ops.backfill
SET status = 'cancelled', finished_at = now(), message = 'interrupted; start it again to go on'
WHERE backfill_id = ANY (%(backfills)s) AND status = 'running'
