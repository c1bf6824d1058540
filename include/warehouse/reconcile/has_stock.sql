-- Whether any report was reconciled before that is not to be looked at anyway.
SELECT EXISTS (
    SELECT 1 FROM core.incident_event AS m
    WHERE NOT EXISTS (SELECT 1 FROM seed WHERE seed.event_id = m.event_id)
) AS has_stock
