-- The parts of these backfills that are loaded; one row a part.
SELECT batch_name FROM ops.backfill_part WHERE backfill_id = ANY (%(backfills)s)
