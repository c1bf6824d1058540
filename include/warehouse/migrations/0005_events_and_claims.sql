-- What articles say. core.event holds the events of each article's current version as the extractor
-- that read it last found them; whatever was replaced lies in core.event_history.

CREATE TABLE core.place (
    place_id text PRIMARY KEY,
    name_ar text NOT NULL,
    name_en text,
    kind text NOT NULL,
    admin1_code core.admin1,
    latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    loaded_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX place_admin1_idx ON core.place (admin1_code);
COMMENT ON TABLE core.place IS 'One row per place of the gazetteer, for names and coordinates in reports';
COMMENT ON COLUMN core.place.place_id IS 'The gazetteer''s id';
COMMENT ON COLUMN core.place.name_ar IS 'Arabic name';
COMMENT ON COLUMN core.place.name_en IS 'English name';
COMMENT ON COLUMN core.place.kind IS 'What it is, in the gazetteer''s words: town, quarter, camp, road …';
COMMENT ON COLUMN core.place.admin1_code IS 'Governorate it lies in; null for places across governorates';
COMMENT ON COLUMN core.place.latitude IS 'Degrees north, WGS 84';
COMMENT ON COLUMN core.place.longitude IS 'Degrees east, WGS 84';
COMMENT ON COLUMN core.place.loaded_at IS 'When this row was loaded or changed last';

CREATE TABLE core.event (
    event_id text PRIMARY KEY,
    article_id text NOT NULL REFERENCES raw.article (article_id),
    version text NOT NULL,
    event_key text NOT NULL,
    event_number integer NOT NULL CHECK (event_number >= 1),
    event_type core.event_type NOT NULL,
    scope core.event_scope NOT NULL,
    started_on date NOT NULL,
    ended_on date NOT NULL,
    date_basis core.date_basis NOT NULL,
    published_on date NOT NULL,
    admin1_codes core.admin1_list NOT NULL,
    attackers core.actor_list NOT NULL,
    targets core.actor_list NOT NULL,
    methods core.method_list NOT NULL,
    source_class core.source_class,
    source_name text,
    rule text NOT NULL,
    extractor_version text NOT NULL,
    evidence jsonb NOT NULL,
    record jsonb NOT NULL,
    digest text NOT NULL,
    batch_id text NOT NULL REFERENCES ops.batch (batch_id),
    loaded_at timestamptz NOT NULL DEFAULT now(),
    CHECK (started_on <= ended_on),
    CHECK (event_id = article_id || '/' || version || '/' || event_key)
);
CREATE INDEX event_article_idx ON core.event (article_id);
CREATE INDEX event_started_idx ON core.event (started_on, event_type);
CREATE INDEX event_ended_idx ON core.event (ended_on);
CREATE INDEX event_loaded_idx ON core.event (loaded_at);
COMMENT ON TABLE core.event IS 'One row per event: what one article, in its current version, says of one happening';
COMMENT ON COLUMN core.event.event_id IS 'Identity: article_id/version/event_key';
COMMENT ON COLUMN core.event.article_id IS 'The article that says it';
COMMENT ON COLUMN core.event.version IS 'Version of the article''s words it was read from';
COMMENT ON COLUMN core.event.event_key IS 'Its name within the article: e1, e2 …';
COMMENT ON COLUMN core.event.event_number IS 'Its place among the events of the article, from 1';
COMMENT ON COLUMN core.event.event_type IS 'What happened';
COMMENT ON COLUMN core.event.scope IS 'incident, aggregate (a sum over several) or background (the distant past)';
COMMENT ON COLUMN core.event.started_on IS 'First day; the day of publication where date_basis is published';
COMMENT ON COLUMN core.event.ended_on IS 'Last day, included; the day of publication where date_basis is published';
COMMENT ON COLUMN core.event.date_basis IS 'stated in the clause, carried from the paragraph, or published: nothing fixes it and the day of publication is assumed';
COMMENT ON COLUMN core.event.published_on IS 'Day on which the article was published';
COMMENT ON COLUMN core.event.admin1_codes IS 'Governorates concerned; empty where none is said';
COMMENT ON COLUMN core.event.attackers IS 'Sides that did it; {unknown} where somebody must have and nobody is named';
COMMENT ON COLUMN core.event.targets IS 'Sides at whom it was aimed or who bore it';
COMMENT ON COLUMN core.event.methods IS 'With what it was done; empty where the article names nothing';
COMMENT ON COLUMN core.event.source_class IS 'Camp of whoever the article says it from; null where the article states it as its own';
COMMENT ON COLUMN core.event.source_name IS 'The attribution as written';
COMMENT ON COLUMN core.event.rule IS 'Rule of the extractor that found it';
COMMENT ON COLUMN core.event.extractor_version IS 'Version of the extractor that found it';
COMMENT ON COLUMN core.event.evidence IS 'Spans it rests on: a list of {part, start, end, rule, quote}, half-open character offsets';
COMMENT ON COLUMN core.event.record IS 'The event whole, as extracted, claims held in quarantine included; the form of the stage files';
COMMENT ON COLUMN core.event.digest IS 'Hash over the record and the claims accepted of it; the same digest is the same event';
COMMENT ON COLUMN core.event.batch_id IS 'Batch that brought it in this form';
COMMENT ON COLUMN core.event.loaded_at IS 'When we came to know it in this form';

CREATE TABLE core.event_place (
    event_id text NOT NULL REFERENCES core.event (event_id) ON DELETE CASCADE,
    place_number integer NOT NULL CHECK (place_number >= 1),
    name text NOT NULL,
    place_id text,
    admin1_codes core.admin1_list NOT NULL,
    PRIMARY KEY (event_id, place_number)
);
CREATE INDEX event_place_place_idx ON core.event_place (place_id);
COMMENT ON TABLE core.event_place IS 'One row per named place of an event';
COMMENT ON COLUMN core.event_place.event_id IS 'The event';
COMMENT ON COLUMN core.event_place.place_number IS 'Its place in the article''s list, from 1';
COMMENT ON COLUMN core.event_place.name IS 'Spelled as in the article';
COMMENT ON COLUMN core.event_place.place_id IS 'The gazetteer''s id; null where the name could not be resolved';
COMMENT ON COLUMN core.event_place.admin1_codes IS 'Governorates it lies in, as the article or the gazetteer says';

CREATE TABLE core.casualty (
    claim_id text PRIMARY KEY,
    event_id text NOT NULL REFERENCES core.event (event_id) ON DELETE CASCADE,
    claim_key text NOT NULL,
    outcome core.outcome NOT NULL,
    victim core.actor NOT NULL,
    category core.category,
    count_low integer CHECK (count_low >= 0),
    count_high integer CHECK (count_high >= 0),
    qualifier core.qualifier NOT NULL,
    part_of_claim_id text,
    evidence_part core.part,
    evidence_start integer,
    evidence_end integer,
    quote text,
    rule text,
    CHECK (count_low <= count_high),
    CHECK (evidence_start < evidence_end),
    CHECK (part_of_claim_id <> claim_id),
    CHECK (claim_id = event_id || '/' || claim_key)
);
CREATE INDEX casualty_event_idx ON core.casualty (event_id);
CREATE INDEX casualty_part_of_idx ON core.casualty (part_of_claim_id);
COMMENT ON TABLE core.casualty IS 'One row per claim about people';
COMMENT ON COLUMN core.casualty.claim_id IS 'Identity: event_id/claim_key';
COMMENT ON COLUMN core.casualty.event_id IS 'The event it is about';
COMMENT ON COLUMN core.casualty.claim_key IS 'Its name within the article: c1, c2 …';
COMMENT ON COLUMN core.casualty.outcome IS 'What befell them';
COMMENT ON COLUMN core.casualty.victim IS 'Whose people they were';
COMMENT ON COLUMN core.casualty.category IS 'Who they were within their side; null where not said';
COMMENT ON COLUMN core.casualty.count_low IS 'Lower bound of the figure, people; null where none is told';
COMMENT ON COLUMN core.casualty.count_high IS 'Upper bound of the figure, people; null where none is told';
COMMENT ON COLUMN core.casualty.qualifier IS 'How the figure is meant; decides which bounds are given';
COMMENT ON COLUMN core.casualty.part_of_claim_id IS 'Claim of the same article that already contains these people; that claim may be absent while it is in quarantine';
COMMENT ON COLUMN core.casualty.evidence_part IS 'Whether the span slices the title or the text';
COMMENT ON COLUMN core.casualty.evidence_start IS 'First character of the words it rests on';
COMMENT ON COLUMN core.casualty.evidence_end IS 'Character after the last';
COMMENT ON COLUMN core.casualty.quote IS 'The words themselves';
COMMENT ON COLUMN core.casualty.rule IS 'Rule that read them';

CREATE TABLE core.strike (
    strike_id text PRIMARY KEY,
    event_id text NOT NULL REFERENCES core.event (event_id) ON DELETE CASCADE,
    munition core.munition NOT NULL,
    count_low integer CHECK (count_low >= 0),
    count_high integer CHECK (count_high >= 0),
    qualifier core.qualifier NOT NULL,
    evidence_part core.part,
    evidence_start integer,
    evidence_end integer,
    quote text,
    rule text,
    CHECK (count_low <= count_high),
    CHECK (evidence_start < evidence_end)
);
CREATE INDEX strike_event_idx ON core.strike (event_id);
COMMENT ON TABLE core.strike IS 'One row per told number of raids, bombs, shells or rockets';
COMMENT ON COLUMN core.strike.strike_id IS 'Identity: event_id/s and its place in the event, from 1';
COMMENT ON COLUMN core.strike.event_id IS 'The event';
COMMENT ON COLUMN core.strike.munition IS 'What was fired or dropped';
COMMENT ON COLUMN core.strike.count_low IS 'Lower bound of the number fired; null where none is told';
COMMENT ON COLUMN core.strike.count_high IS 'Upper bound of the number fired; null where none is told';
COMMENT ON COLUMN core.strike.qualifier IS 'How the figure is meant; decides which bounds are given';
COMMENT ON COLUMN core.strike.evidence_part IS 'Whether the span slices the title or the text';
COMMENT ON COLUMN core.strike.evidence_start IS 'First character of the words it rests on';
COMMENT ON COLUMN core.strike.evidence_end IS 'Character after the last';
COMMENT ON COLUMN core.strike.quote IS 'The words themselves';
COMMENT ON COLUMN core.strike.rule IS 'Rule that read them';

CREATE TABLE core.materiel (
    materiel_id text PRIMARY KEY,
    event_id text NOT NULL REFERENCES core.event (event_id) ON DELETE CASCADE,
    item core.item NOT NULL,
    fate core.fate NOT NULL,
    owner core.actor NOT NULL,
    count_low integer CHECK (count_low >= 0),
    count_high integer CHECK (count_high >= 0),
    qualifier core.qualifier NOT NULL,
    evidence_part core.part,
    evidence_start integer,
    evidence_end integer,
    quote text,
    rule text,
    CHECK (count_low <= count_high),
    CHECK (evidence_start < evidence_end)
);
CREATE INDEX materiel_event_idx ON core.materiel (event_id);
COMMENT ON TABLE core.materiel IS 'One row per told loss of equipment or buildings';
COMMENT ON COLUMN core.materiel.materiel_id IS 'Identity: event_id/m and its place in the event, from 1';
COMMENT ON COLUMN core.materiel.event_id IS 'The event';
COMMENT ON COLUMN core.materiel.item IS 'What it was';
COMMENT ON COLUMN core.materiel.fate IS 'What became of it';
COMMENT ON COLUMN core.materiel.owner IS 'Whose it was';
COMMENT ON COLUMN core.materiel.count_low IS 'Lower bound of the number; null where none is told';
COMMENT ON COLUMN core.materiel.count_high IS 'Upper bound of the number; null where none is told';
COMMENT ON COLUMN core.materiel.qualifier IS 'How the figure is meant; decides which bounds are given';
COMMENT ON COLUMN core.materiel.evidence_part IS 'Whether the span slices the title or the text';
COMMENT ON COLUMN core.materiel.evidence_start IS 'First character of the words it rests on';
COMMENT ON COLUMN core.materiel.evidence_end IS 'Character after the last';
COMMENT ON COLUMN core.materiel.quote IS 'The words themselves';
COMMENT ON COLUMN core.materiel.rule IS 'Rule that read them';

CREATE TABLE core.control (
    control_id text PRIMARY KEY,
    event_id text NOT NULL REFERENCES core.event (event_id) ON DELETE CASCADE,
    place_name text NOT NULL,
    place_id text,
    gained_by core.actor_list NOT NULL,
    lost_by core.actor_list NOT NULL,
    how core.how NOT NULL,
    evidence_part core.part,
    evidence_start integer,
    evidence_end integer,
    quote text,
    rule text,
    CHECK (evidence_start < evidence_end)
);
CREATE INDEX control_event_idx ON core.control (event_id);
COMMENT ON TABLE core.control IS 'One row per named place that changed hands';
COMMENT ON COLUMN core.control.control_id IS 'Identity: event_id/k and its place in the event, from 1';
COMMENT ON COLUMN core.control.event_id IS 'The event';
COMMENT ON COLUMN core.control.place_name IS 'Spelled as in the article';
COMMENT ON COLUMN core.control.place_id IS 'The gazetteer''s id, taken from the event''s place of the same name; null where unresolved';
COMMENT ON COLUMN core.control.gained_by IS 'Sides that gained it; empty where not said';
COMMENT ON COLUMN core.control.lost_by IS 'Sides that lost it; empty where not said';
COMMENT ON COLUMN core.control.how IS 'seized by force, or transferred without a fight';
COMMENT ON COLUMN core.control.evidence_part IS 'Whether the span slices the title or the text';
COMMENT ON COLUMN core.control.evidence_start IS 'First character of the words it rests on';
COMMENT ON COLUMN core.control.evidence_end IS 'Character after the last';
COMMENT ON COLUMN core.control.quote IS 'The words themselves';
COMMENT ON COLUMN core.control.rule IS 'Rule that read them';

CREATE TABLE core.event_history (
    event_id text NOT NULL,
    article_id text NOT NULL REFERENCES raw.article (article_id),
    version text NOT NULL,
    extractor_version text NOT NULL,
    started_on date NOT NULL,
    ended_on date NOT NULL,
    published_on date NOT NULL,
    record jsonb NOT NULL,
    digest text NOT NULL,
    accepted_claims text[] NOT NULL,
    replaced_because text NOT NULL CHECK (replaced_because IN ('republished', 'extractor', 'changed')),
    replaced_by_batch_id text NOT NULL REFERENCES ops.batch (batch_id),
    loaded_at timestamptz NOT NULL,
    replaced_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event_id, replaced_at)
);
CREATE INDEX event_history_article_idx ON core.event_history (article_id);
CREATE INDEX event_history_replaced_idx ON core.event_history (replaced_at);
COMMENT ON TABLE core.event_history IS 'One row per event that was replaced: what we held true from loaded_at until replaced_at';
COMMENT ON COLUMN core.event_history.event_id IS 'Identity that the event had in core.event';
COMMENT ON COLUMN core.event_history.article_id IS 'The article that said it';
COMMENT ON COLUMN core.event_history.version IS 'Version of the article''s words';
COMMENT ON COLUMN core.event_history.extractor_version IS 'Version of the extractor that had found it';
COMMENT ON COLUMN core.event_history.started_on IS 'First day, as in core.event';
COMMENT ON COLUMN core.event_history.ended_on IS 'Last day, as in core.event';
COMMENT ON COLUMN core.event_history.published_on IS 'Day on which the article was published';
COMMENT ON COLUMN core.event_history.record IS 'The event whole, as in core.event';
COMMENT ON COLUMN core.event_history.digest IS 'Hash, as in core.event';
COMMENT ON COLUMN core.event_history.accepted_claims IS 'Keys of the casualty claims that stood in core.casualty';
COMMENT ON COLUMN core.event_history.replaced_because IS 'republished: the article has other words; extractor: another version read it; changed: the same version gives another result or a claim was released';
COMMENT ON COLUMN core.event_history.replaced_by_batch_id IS 'Batch that replaced it';
COMMENT ON COLUMN core.event_history.loaded_at IS 'When we came to know it';
COMMENT ON COLUMN core.event_history.replaced_at IS 'When we ceased to hold it';
