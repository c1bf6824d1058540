-- A source's health says in words what is to be looked at, changed layouts too.

ALTER TABLE quality.source_health
    ADD COLUMN selector_missed_count integer NOT NULL DEFAULT 0 CHECK (selector_missed_count >= 0),
    ADD COLUMN selector_disputed_count integer NOT NULL DEFAULT 0 CHECK (selector_disputed_count >= 0),
    ADD COLUMN warning text;
COMMENT ON COLUMN quality.source_health.selector_missed_count IS 'Articles in which the selectors of the source''s file found no text, so that the generic extractor read them';
COMMENT ON COLUMN quality.source_health.selector_disputed_count IS 'Articles, of every fourth that is checked, in which selectors and generic extractor read different texts';
COMMENT ON COLUMN quality.source_health.warning IS 'What is wrong and what to do, in words; null where all is as expected';
