-- Incidents in full: what is known of where, how surely and since when; strikes, materiel and
-- control beside people; residuals of sums; history; and what is to be reconciled or published next.
-- Incidents rest on events alone: those of before are dropped here and made anew by the next
-- reconcile.

DELETE FROM core.incident_figure;
DELETE FROM core.incident_event;
DELETE FROM core.incident;

ALTER TABLE core.incident
    ADD COLUMN kind text NOT NULL CHECK (kind IN ('incident', 'residual')),
    ADD COLUMN date_basis core.date_basis NOT NULL,
    ADD COLUMN place_id text,
    ADD COLUMN place_name text,
    ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
    ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180),
    ADD COLUMN precision_km double precision CHECK (precision_km > 0),
    ADD COLUMN location_basis text CHECK (location_basis IN ('place', 'governorate')),
    ADD COLUMN methods core.method_list NOT NULL,
    ADD COLUMN claim_count integer NOT NULL CHECK (claim_count >= 0),
    ADD COLUMN outlet_count integer NOT NULL CHECK (outlet_count >= 1),
    ADD COLUMN confidence text NOT NULL CHECK (confidence IN ('confirmed', 'fair', 'weak', 'contested')),
    ADD COLUMN first_known_at timestamptz NOT NULL,
    ADD COLUMN last_changed_at timestamptz NOT NULL,
    ADD CHECK ((latitude IS NULL) = (longitude IS NULL)),
    ADD CHECK ((latitude IS NULL) = (location_basis IS NULL)),
    ADD CHECK (first_known_at <= last_changed_at);
CREATE INDEX incident_changed_idx ON core.incident (last_changed_at);
CREATE INDEX incident_started_idx ON core.incident (started_on, ended_on);
COMMENT ON TABLE core.incident IS 'One happening as the reports of all outlets tell it together, or what a sum over several has beyond them';
COMMENT ON COLUMN core.incident.incident_id IS 'Its name for good: made from its first report, kept when reports come or go; see core.incident_history';
COMMENT ON COLUMN core.incident.kind IS 'incident: one happening; residual: what a sum over several happenings has beyond those known, never to be counted as a happening';
COMMENT ON COLUMN core.incident.week_on IS 'Monday of the week in which it began; of the middle day of its span for a residual';
COMMENT ON COLUMN core.incident.is_contested IS 'Whether independent sources give figures or attackers that cannot both be true';
COMMENT ON COLUMN core.incident.date_basis IS 'Surest of its reports'': stated, carried, or published where the day of publication had to be assumed by all';
COMMENT ON COLUMN core.incident.place_id IS 'Gazetteer''s id of the place that stands for it: the one that most reports name, the more exact among equals; null where none was resolved';
COMMENT ON COLUMN core.incident.place_name IS 'That place, as spelled by a report; null where no report names a place';
COMMENT ON COLUMN core.incident.latitude IS 'Degrees north, WGS 84: of the place, else of the governorate; null where neither is known';
COMMENT ON COLUMN core.incident.longitude IS 'Degrees east, WGS 84';
COMMENT ON COLUMN core.incident.precision_km IS 'How far the coordinates may be off, kilometres; 50 for a governorate';
COMMENT ON COLUMN core.incident.location_basis IS 'What the coordinates are those of: place or governorate';
COMMENT ON COLUMN core.incident.methods IS 'Means that any report names';
COMMENT ON COLUMN core.incident.claim_count IS 'Claims about people in its reports';
COMMENT ON COLUMN core.incident.outlet_count IS 'Outlets that tell of it';
COMMENT ON COLUMN core.incident.confidence IS 'Airwars'' grades: confirmed (a side named as attacker says so itself), contested (see is_contested), fair (two or more independent sources), weak (one)';
COMMENT ON COLUMN core.incident.first_known_at IS 'When reconcile first made it';
COMMENT ON COLUMN core.incident.last_changed_at IS 'When anything of it last changed, its reports included';

-- Which report belongs where. Rows outlive their event until the next reconcile, which thereby
-- knows what was there before; and a sum has its row although nothing may remain of it.
ALTER TABLE core.incident_event DROP CONSTRAINT incident_event_event_id_fkey;
ALTER TABLE core.incident_event
    ADD COLUMN article_id text NOT NULL,
    ADD COLUMN component_id text NOT NULL;
CREATE INDEX incident_event_component_idx ON core.incident_event (component_id);
COMMENT ON TABLE core.incident_event IS 'Which report belongs to which incident; a sum''s incident may have no row in core.incident when nothing remains of it';
COMMENT ON COLUMN core.incident_event.event_id IS 'The report; its event may be replaced already when the next reconcile is still to come';
COMMENT ON COLUMN core.incident_event.article_id IS 'The article that tells it';
COMMENT ON COLUMN core.incident_event.component_id IS 'Reports that are linked, however indirectly, share it; what reconcile computes together';

ALTER TABLE core.incident_figure
    ADD COLUMN figure_basis text NOT NULL CHECK (figure_basis IN ('number', 'word', 'residual')),
    ADD COLUMN is_contested boolean NOT NULL;
COMMENT ON COLUMN core.incident_figure.count_low IS 'Lowest figure that a source stands by; a vague one by its convention';
COMMENT ON COLUMN core.incident_figure.count_best IS 'Figure that most sources stand by; the lower middle one where none is commoner';
COMMENT ON COLUMN core.incident_figure.count_high IS 'Highest figure that a source stands by';
COMMENT ON COLUMN core.incident_figure.figure_basis IS 'number: a source gives one; word: only dozens, several and the like; residual: a sum less its known parts';
COMMENT ON COLUMN core.incident_figure.is_contested IS 'Whether independent sources give figures that cannot both be true';

CREATE TABLE core.incident_claim (
    claim_id text PRIMARY KEY,
    incident_id text NOT NULL,
    source_key text NOT NULL,
    standing text NOT NULL CHECK (standing IN ('stands', 'superseded', 'part', 'not_counted'))
);
CREATE INDEX incident_claim_incident_idx ON core.incident_claim (incident_id);
COMMENT ON TABLE core.incident_claim IS 'What became of each claim about people in the figures of its incident';
COMMENT ON COLUMN core.incident_claim.claim_id IS 'The claim';
COMMENT ON COLUMN core.incident_claim.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_claim.source_key IS 'The independent source behind it: camp and name of whoever is quoted, else the outlet; articles that copy one another share it';
COMMENT ON COLUMN core.incident_claim.standing IS 'stands: in the figures; superseded: the same source has a later or surer figure; part: within another claim, counted for its category alone; not_counted: a word where a number of the same source stands';

CREATE TABLE core.incident_strike (
    incident_id text NOT NULL,
    munition core.munition NOT NULL,
    count_low integer NOT NULL CHECK (count_low >= 0),
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    claim_count integer NOT NULL CHECK (claim_count >= 1),
    source_count integer NOT NULL CHECK (source_count >= 1),
    PRIMARY KEY (incident_id, munition),
    CHECK (count_low <= count_best AND count_best <= count_high)
);
COMMENT ON TABLE core.incident_strike IS 'How many raids, bombs, shells or rockets an incident had, by munition';
COMMENT ON COLUMN core.incident_strike.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_strike.munition IS 'What was fired or dropped; strike is a total over kinds and is never added to them';
COMMENT ON COLUMN core.incident_strike.count_low IS 'Lowest number that a source stands by';
COMMENT ON COLUMN core.incident_strike.count_best IS 'Number that most sources stand by';
COMMENT ON COLUMN core.incident_strike.count_high IS 'Highest number that a source stands by';
COMMENT ON COLUMN core.incident_strike.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN core.incident_strike.source_count IS 'Independent sources it rests on';

CREATE TABLE core.incident_materiel (
    incident_id text NOT NULL,
    item core.item NOT NULL,
    fate core.fate NOT NULL,
    owner core.actor NOT NULL,
    count_low integer NOT NULL CHECK (count_low >= 0),
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    claim_count integer NOT NULL CHECK (claim_count >= 1),
    source_count integer NOT NULL CHECK (source_count >= 1),
    PRIMARY KEY (incident_id, item, fate, owner),
    CHECK (count_low <= count_best AND count_best <= count_high)
);
COMMENT ON TABLE core.incident_materiel IS 'Equipment and buildings lost or taken in an incident, by item, fate and owner';
COMMENT ON COLUMN core.incident_materiel.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_materiel.item IS 'What it was';
COMMENT ON COLUMN core.incident_materiel.fate IS 'What became of it';
COMMENT ON COLUMN core.incident_materiel.owner IS 'Whose it was';
COMMENT ON COLUMN core.incident_materiel.count_low IS 'Lowest number that a source stands by';
COMMENT ON COLUMN core.incident_materiel.count_best IS 'Number that most sources stand by';
COMMENT ON COLUMN core.incident_materiel.count_high IS 'Highest number that a source stands by';
COMMENT ON COLUMN core.incident_materiel.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN core.incident_materiel.source_count IS 'Independent sources it rests on';

CREATE TABLE core.incident_control (
    incident_id text NOT NULL,
    control_number integer NOT NULL CHECK (control_number >= 1),
    place_name text NOT NULL,
    place_id text,
    gained_by core.actor_list NOT NULL,
    lost_by core.actor_list NOT NULL,
    how core.how NOT NULL,
    claim_count integer NOT NULL CHECK (claim_count >= 1),
    source_count integer NOT NULL CHECK (source_count >= 1),
    is_contested boolean NOT NULL,
    PRIMARY KEY (incident_id, control_number)
);
CREATE INDEX incident_control_place_idx ON core.incident_control (place_id);
COMMENT ON TABLE core.incident_control IS 'Places that changed hands in an incident, each once whoever reports it';
COMMENT ON COLUMN core.incident_control.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_control.control_number IS 'Its place among those of the incident, from 1, by name';
COMMENT ON COLUMN core.incident_control.place_name IS 'As most reports spell it';
COMMENT ON COLUMN core.incident_control.place_id IS 'The gazetteer''s id; null where unresolved';
COMMENT ON COLUMN core.incident_control.gained_by IS 'Sides that gained it, by any report';
COMMENT ON COLUMN core.incident_control.lost_by IS 'Sides that lost it, by any report';
COMMENT ON COLUMN core.incident_control.how IS 'seized if any report says by force, else transferred';
COMMENT ON COLUMN core.incident_control.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN core.incident_control.source_count IS 'Independent sources it rests on';
COMMENT ON COLUMN core.incident_control.is_contested IS 'Whether reports name different sides as having gained it';

CREATE TABLE core.incident_part (
    residual_id text NOT NULL,
    incident_id text NOT NULL,
    PRIMARY KEY (residual_id, incident_id)
);
CREATE INDEX incident_part_incident_idx ON core.incident_part (incident_id);
COMMENT ON TABLE core.incident_part IS 'Incidents whose figures were taken off a sum to give its residual';
COMMENT ON COLUMN core.incident_part.residual_id IS 'Incident of kind residual';
COMMENT ON COLUMN core.incident_part.incident_id IS 'Incident of kind incident that lies within it';

CREATE TABLE core.incident_history (
    history_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id text NOT NULL,
    change text NOT NULL CHECK (change IN ('merged', 'split', 'removed', 'changed')),
    other_incident_id text,
    reason text NOT NULL CHECK (reason IN ('new report', 'report gone', 'report changed', 'new extractor', 'new place or copy', 'recomputed')),
    added_event_ids text[] NOT NULL,
    removed_event_ids text[] NOT NULL,
    before jsonb,
    after jsonb,
    changed_at timestamptz NOT NULL
);
CREATE INDEX incident_history_incident_idx ON core.incident_history (incident_id, changed_at);
CREATE INDEX incident_history_changed_idx ON core.incident_history (changed_at);
COMMENT ON TABLE core.incident_history IS 'What changed of incidents after they were first made, and why';
COMMENT ON COLUMN core.incident_history.history_id IS 'Order of the changes';
COMMENT ON COLUMN core.incident_history.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_history.change IS 'merged: went up in other_incident_id; split: came out of other_incident_id; removed: no report is left, or nothing remains of the sum; changed: other reports, figures or facts';
COMMENT ON COLUMN core.incident_history.other_incident_id IS 'Into or out of which; null otherwise';
COMMENT ON COLUMN core.incident_history.reason IS 'new report, report gone, report changed (the article has other words or a claim was released), new extractor, new place or copy, or recomputed (other rules)';
COMMENT ON COLUMN core.incident_history.added_event_ids IS 'Reports that came';
COMMENT ON COLUMN core.incident_history.removed_event_ids IS 'Reports that went';
COMMENT ON COLUMN core.incident_history.before IS 'Type, days, governorate and figures of before; null for a split';
COMMENT ON COLUMN core.incident_history.after IS 'The same of after; null for merged and removed';
COMMENT ON COLUMN core.incident_history.changed_at IS 'When';

CREATE TABLE ops.touched_week (
    week_on date PRIMARY KEY,
    touched_at timestamptz NOT NULL
);
COMMENT ON TABLE ops.touched_week IS 'Weeks whose incidents reconcile has made, changed or removed, and when last';
COMMENT ON COLUMN ops.touched_week.week_on IS 'Monday of the week';
COMMENT ON COLUMN ops.touched_week.touched_at IS 'When (UTC, the clock''s time within the transaction)';

-- What the next reconcile has to look at. Triggers fill it, so that no way of loading can forget to;
-- without a key, so that a load never waits for a reconcile that is taking rows away.
CREATE TABLE ops.event_change (
    event_id text NOT NULL,
    what text NOT NULL CHECK (what IN ('came', 'went', 'copy'))
);
COMMENT ON TABLE ops.event_change IS 'Events that came or went, or whose article was found to be a copy, since the last reconcile; it takes the rows away';
COMMENT ON COLUMN ops.event_change.event_id IS 'The event';
COMMENT ON COLUMN ops.event_change.what IS 'came, went, or copy: its article is a near-duplicate of another';

CREATE FUNCTION core.note_events_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ops.event_change (event_id, what) SELECT event_id, 'came' FROM changed;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_events_came() IS 'Notes new or changed events for the next reconcile';
CREATE FUNCTION core.note_events_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ops.event_change (event_id, what) SELECT event_id, 'went' FROM changed;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION core.note_events_went() IS 'Notes removed events for the next reconcile';
CREATE FUNCTION raw.note_copies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ops.event_change (event_id, what)
    SELECT DISTINCT e.event_id, 'copy'
    FROM changed AS c
    JOIN core.event AS e ON e.article_id IN (c.article_id, c.other_article_id);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION raw.note_copies() IS 'Notes events of articles that were found to be copies for the next reconcile';

CREATE TRIGGER note_inserted AFTER INSERT ON core.event
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.note_events_came();
CREATE TRIGGER note_updated AFTER UPDATE ON core.event
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.note_events_came();
CREATE TRIGGER note_deleted AFTER DELETE ON core.event
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION core.note_events_went();
CREATE TRIGGER note_inserted AFTER INSERT ON raw.article_copy
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raw.note_copies();
CREATE TRIGGER note_deleted AFTER DELETE ON raw.article_copy
REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION raw.note_copies();

INSERT INTO ops.event_change (event_id, what)
SELECT event_id, 'came' FROM core.event WHERE scope <> 'background' ORDER BY event_id;
