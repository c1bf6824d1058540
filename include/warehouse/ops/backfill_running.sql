-- The backfills of archives of these names that are worked on.
SELECT backfill_id FROM ops.backfill WHERE status = 'running' AND archive_name = ANY (%(names)s)
