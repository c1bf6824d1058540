-- What became of incidents of before in this transaction.
CREATE TEMP TABLE noted (
    incident_id text, change text, other_incident_id text, reason text, added_event_ids text[],
    removed_event_ids text[]
) ON COMMIT DROP
