-- Notes when weeks were rebuilt, so that the next publish takes only what changed since.
INSERT INTO ops.published_week (week_on, run_id)
SELECT week_on, %(run_id)s FROM unnest(%(weeks)s::date[]) AS week_on
ON CONFLICT (week_on) DO UPDATE SET run_id = excluded.run_id, published_at = now()
