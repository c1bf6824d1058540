-- Takes what the next reconcile has to look at off its list: events that came, went or are copies.
DELETE FROM ops.event_change RETURNING event_id, what
