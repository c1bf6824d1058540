-- Closes those of these backfills all of whose parts are loaded; key: backfill_id.
UPDATE ops.backfill AS b
SET status = 'succeeded', finished_at = now()
WHERE b.backfill_id = ANY (%(backfills)s)
  AND b.status = 'running'
  AND b.part_count = (
      SELECT count(*) FROM ops.backfill_part AS p WHERE p.backfill_id = b.backfill_id
  )
