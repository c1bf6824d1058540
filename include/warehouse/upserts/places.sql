-- Upserts places of the gazetteer; key: place_id.
INSERT INTO core.place AS p (place_id, name_ar, name_en, kind, admin1_code, latitude, longitude)
SELECT DISTINCT ON (place_id) place_id, name_ar, name_en, kind, admin1_code, latitude, longitude
FROM staged_place
ORDER BY place_id
ON CONFLICT (place_id) DO UPDATE SET
    name_ar = excluded.name_ar, name_en = excluded.name_en, kind = excluded.kind,
    admin1_code = excluded.admin1_code, latitude = excluded.latitude,
    longitude = excluded.longitude, loaded_at = now()
WHERE (p.name_ar, p.name_en, p.kind, p.admin1_code, p.latitude, p.longitude)
    IS DISTINCT FROM (
        excluded.name_ar, excluded.name_en, excluded.kind, excluded.admin1_code,
        excluded.latitude, excluded.longitude
    )
