-- Strikes, materiel and places that changed hands in an incident. Grain: one row per thing; `what`
-- and `owners` are words of the codebook, place names stand in `place_name`.
SELECT
    'strike' AS kind, munition::text AS what, NULL::text AS fate, ARRAY[]::text[] AS owners,
    NULL::text AS place_name, count_low, count_best, count_high, claim_count, source_count
FROM core.incident_strike
WHERE incident_id = %(incident_id)s
UNION ALL
SELECT
    'materiel', item::text, fate::text, ARRAY[owner::text], NULL, count_low, count_best, count_high,
    claim_count, source_count
FROM core.incident_materiel
WHERE incident_id = %(incident_id)s
UNION ALL
SELECT
    'control', how::text, NULL, gained_by::text[], place_name, NULL, NULL, NULL, claim_count,
    source_count
FROM core.incident_control
WHERE incident_id = %(incident_id)s
ORDER BY 1, 2, 3, 4, 5
