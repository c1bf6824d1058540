-- Marks weeks for the next publish; the clock's time, so that a publish that began before this
-- transaction's end never counts as later.
INSERT INTO ops.touched_week (week_on, touched_at)
SELECT week_on, clock_timestamp() FROM unnest(%(weeks)s::date[]) AS week_on
ON CONFLICT (week_on) DO UPDATE SET touched_at = excluded.touched_at
