-- Records the batch; key: batch_id. A concurrent load of the same batch waits here for this one.
INSERT INTO ops.batch (
    batch_id, batch_name, run_id, article_count, event_count, quarantined_count, touched_weeks
)
VALUES (
    %(batch_id)s, %(batch_name)s, %(run_id)s, %(article_count)s, %(event_count)s,
    %(quarantined_count)s, '{}'
)
ON CONFLICT (batch_id) DO NOTHING
