-- What sums over several happenings claim, so that their residuals follow the incidents; by which
-- rules incidents were computed; and what tells whether an incident changed at all.

ALTER TABLE core.incident ADD COLUMN digest text NOT NULL DEFAULT '';
COMMENT ON COLUMN core.incident.digest IS 'Hash over all that reconcile derived from its reports; the same digest is the same incident; empty where it was not made by reconcile';
COMMENT ON COLUMN core.incident.kind IS 'incident: one happening; residual: a sum over several, with figures only for what it has beyond those known, never to be counted as a happening';
ALTER TABLE core.incident
    ADD COLUMN kind_bits integer NOT NULL DEFAULT 0,
    ADD COLUMN camp_bits integer NOT NULL DEFAULT 0,
    ADD COLUMN is_region boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN core.incident.kind_bits IS 'Kinds within which its type is compared, by number as bits: violence, leaving and agreements, detention, what is retold for days';
COMMENT ON COLUMN core.incident.camp_bits IS 'Camps of its attackers, by number as bits; 0 where none is named';
COMMENT ON COLUMN core.incident.is_region IS 'Whether it is told for a region or governorate as a whole, and gives up figures that places within it are known to have';
CREATE INDEX incident_admin1_idx ON core.incident (admin1_code, started_on);

CREATE TABLE core.sum_figure (
    incident_id text NOT NULL,
    outcome core.outcome NOT NULL,
    victim core.actor NOT NULL,
    first_event_id text NOT NULL,
    is_region boolean NOT NULL,
    kind_bits integer NOT NULL,
    started_on date NOT NULL,
    ended_on date NOT NULL,
    admin1_codes core.admin1_list NOT NULL,
    inside_place_ids text[],
    camp_bits integer NOT NULL,
    gross_low integer NOT NULL CHECK (gross_low >= 0),
    gross_best integer NOT NULL,
    gross_high integer NOT NULL,
    claim_count integer NOT NULL,
    source_count integer NOT NULL,
    is_contested boolean NOT NULL,
    rest_low integer NOT NULL DEFAULT 0,
    rest_best integer NOT NULL DEFAULT 0,
    rest_high integer NOT NULL DEFAULT 0,
    is_standing boolean NOT NULL DEFAULT false,
    PRIMARY KEY (incident_id, outcome, victim),
    CHECK (gross_low <= gross_best AND gross_best <= gross_high),
    CHECK (rest_low <= rest_best AND rest_best <= rest_high)
);
CREATE INDEX sum_figure_span_idx ON core.sum_figure (started_on, ended_on);
COMMENT ON TABLE core.sum_figure IS 'Figures of sums over several happenings and of happenings told for a whole region: gross, and what is left when known parts are taken off';
COMMENT ON COLUMN core.sum_figure.incident_id IS 'Incident of kind residual, or of kind incident where is_region';
COMMENT ON COLUMN core.sum_figure.outcome IS 'What befell people';
COMMENT ON COLUMN core.sum_figure.victim IS 'Whose people';
COMMENT ON COLUMN core.sum_figure.first_event_id IS 'Its first report by id, which breaks ties whatever the order of arrival';
COMMENT ON COLUMN core.sum_figure.is_region IS 'Whether it is one happening told for a region or governorate as a whole, of which places within it may be parts';
COMMENT ON COLUMN core.sum_figure.kind_bits IS 'As in core.incident';
COMMENT ON COLUMN core.sum_figure.started_on IS 'First day of its span';
COMMENT ON COLUMN core.sum_figure.ended_on IS 'Last day of its span';
COMMENT ON COLUMN core.sum_figure.admin1_codes IS 'Governorates it sums up; none means all of Syria';
COMMENT ON COLUMN core.sum_figure.inside_place_ids IS 'Places that lie within those it names; null where it names none';
COMMENT ON COLUMN core.sum_figure.camp_bits IS 'As in core.incident';
COMMENT ON COLUMN core.sum_figure.gross_low IS 'Lowest figure of the sum';
COMMENT ON COLUMN core.sum_figure.gross_best IS 'Best figure of the sum';
COMMENT ON COLUMN core.sum_figure.gross_high IS 'Highest figure of the sum';
COMMENT ON COLUMN core.sum_figure.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN core.sum_figure.source_count IS 'Independent sources it rests on';
COMMENT ON COLUMN core.sum_figure.is_contested IS 'Whether independent sources contradict one another about it';
COMMENT ON COLUMN core.sum_figure.rest_low IS 'gross_low less the high figures of its known parts, not below 0';
COMMENT ON COLUMN core.sum_figure.rest_best IS 'gross_best less the best figures of its known parts, not below 0';
COMMENT ON COLUMN core.sum_figure.rest_high IS 'gross_high less the low figures of its known parts, not below 0';
COMMENT ON COLUMN core.sum_figure.is_standing IS 'Whether the rest is counted: something is left, and no overlapping sum has more left';

CREATE TABLE ops.reconcile_rules (
    rules_version text PRIMARY KEY,
    computed_at timestamptz NOT NULL
);
COMMENT ON TABLE ops.reconcile_rules IS 'The rules by which the incidents of now were computed; others make the next reconcile compute all anew';
COMMENT ON COLUMN ops.reconcile_rules.rules_version IS 'Version of the rules and hash of the gazetteer';
COMMENT ON COLUMN ops.reconcile_rules.computed_at IS 'When incidents were first computed by them';
