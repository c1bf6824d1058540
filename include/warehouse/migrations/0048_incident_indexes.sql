-- Orders in which the pages list incidents, and what they filter by, so that a page of fifty is read
-- from an index however many incidents there are.
CREATE INDEX incident_newest_idx ON core.incident (started_on, incident_id);
CREATE INDEX incident_most_sources_idx ON core.incident (source_count, incident_id);
CREATE INDEX incident_type_idx ON core.incident (event_type, started_on, incident_id);
CREATE INDEX incident_governorates_idx ON core.incident USING gin ((admin1_codes::text[]));
CREATE INDEX incident_attackers_idx ON core.incident USING gin ((attackers::text[]));
CREATE INDEX incident_targets_idx ON core.incident USING gin ((targets::text[]));
CREATE INDEX incident_figure_killed_idx ON core.incident_figure (count_best, incident_id)
    WHERE outcome = 'killed' AND category = 'all';

-- Arabic as PostgreSQL's own dictionary reads it: without the article and with one alef for all.
CREATE FUNCTION core.place_words(names text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 2000 AS $$
    SELECT to_tsvector('pg_catalog.arabic'::regconfig, coalesce(array_to_string(names, ' '), ''))
$$;
COMMENT ON FUNCTION core.place_words(text[]) IS 'Words of place names as the pages search them';
CREATE INDEX incident_places_idx ON core.incident USING gin (core.place_words(place_names));
