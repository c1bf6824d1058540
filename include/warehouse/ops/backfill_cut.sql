-- Notes into how many parts an archive was cut; key: backfill_id.
UPDATE ops.backfill SET part_count = %(part_count)s WHERE backfill_id = %(backfill_id)s
