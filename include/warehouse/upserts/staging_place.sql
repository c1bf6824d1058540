-- Table of this session into which the gazetteer's places are copied.
CREATE TEMP TABLE staged_place (
    place_id text, name_ar text, name_en text, kind text, admin1_code text,
    latitude double precision, longitude double precision
) ON COMMIT DROP
