-- One incident, or what is left of a sum. Grain: at most one row.
SELECT
    incident_id, kind, event_type, started_on, ended_on, week_on, date_basis, admin1_codes, place_id,
    place_name, place_names, latitude, longitude, precision_km, attackers, targets, methods,
    event_count, article_count, outlet_count, source_count, claim_count, confidence, is_contested,
    first_known_at, last_changed_at
FROM core.incident
WHERE incident_id = %(incident_id)s
