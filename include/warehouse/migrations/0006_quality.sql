-- What was checked, what failed, and what lies in quarantine.

CREATE TABLE quality.validation_run (
    validation_run_id text PRIMARY KEY,
    run_id text,
    batch_name text NOT NULL,
    batch_id text,
    stage text NOT NULL CHECK (stage IN ('before_load', 'after_load', 'after_publish')),
    outcome text NOT NULL CHECK (outcome IN ('passed', 'warned', 'failed')),
    article_count integer NOT NULL CHECK (article_count >= 0),
    event_count integer NOT NULL CHECK (event_count >= 0),
    claim_count integer NOT NULL CHECK (claim_count >= 0),
    quarantined_count integer NOT NULL CHECK (quarantined_count >= 0),
    expectation_count integer NOT NULL CHECK (expectation_count >= 0),
    evaluated_count integer NOT NULL CHECK (evaluated_count >= 0),
    critical_count integer NOT NULL CHECK (critical_count >= 0),
    warning_count integer NOT NULL CHECK (warning_count >= 0),
    info_count integer NOT NULL CHECK (info_count >= 0),
    report_path text,
    duration_ms integer NOT NULL CHECK (duration_ms >= 0),
    validated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX validation_run_validated_idx ON quality.validation_run (validated_at DESC);
CREATE INDEX validation_run_batch_idx ON quality.validation_run (batch_name);
COMMENT ON TABLE quality.validation_run IS 'One row per validation of a batch, of the warehouse after a load, or of the marts after publishing';
COMMENT ON COLUMN quality.validation_run.validation_run_id IS 'Identity: stage, batch or weeks, and instant';
COMMENT ON COLUMN quality.validation_run.run_id IS 'Run that validated; see ops.run';
COMMENT ON COLUMN quality.validation_run.batch_name IS 'What was validated, such as nightly/2026-10-05 or marts';
COMMENT ON COLUMN quality.validation_run.batch_id IS 'Hash of the batch''s content; null where no batch was validated';
COMMENT ON COLUMN quality.validation_run.stage IS 'before_load, after_load or after_publish';
COMMENT ON COLUMN quality.validation_run.outcome IS 'passed; warned: something to look at; failed: a critical expectation, nothing was loaded';
COMMENT ON COLUMN quality.validation_run.article_count IS 'Articles looked at';
COMMENT ON COLUMN quality.validation_run.event_count IS 'Events looked at';
COMMENT ON COLUMN quality.validation_run.claim_count IS 'Casualty claims looked at';
COMMENT ON COLUMN quality.validation_run.quarantined_count IS 'Records that it sent to quarantine';
COMMENT ON COLUMN quality.validation_run.expectation_count IS 'Expectations that the suites hold';
COMMENT ON COLUMN quality.validation_run.evaluated_count IS 'Expectations that were evaluated; fewer than held is a failure';
COMMENT ON COLUMN quality.validation_run.critical_count IS 'Critical expectations that failed';
COMMENT ON COLUMN quality.validation_run.warning_count IS 'Warnings that failed';
COMMENT ON COLUMN quality.validation_run.info_count IS 'Expectations of severity info that failed';
COMMENT ON COLUMN quality.validation_run.report_path IS 'Its Data Docs, relative to the folder of reports; null where none were built';
COMMENT ON COLUMN quality.validation_run.duration_ms IS 'How long it took, milliseconds';
COMMENT ON COLUMN quality.validation_run.validated_at IS 'When it began';

CREATE TABLE quality.expectation_result (
    validation_run_id text NOT NULL REFERENCES quality.validation_run (validation_run_id) ON DELETE CASCADE,
    suite text NOT NULL,
    expectation text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    is_success boolean NOT NULL,
    is_evaluated boolean NOT NULL,
    element_count integer CHECK (element_count >= 0),
    unexpected_count integer CHECK (unexpected_count >= 0),
    observed_value jsonb,
    sample jsonb NOT NULL,
    message text,
    duration_ms integer CHECK (duration_ms >= 0),
    validated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (validation_run_id, suite, expectation)
);
CREATE INDEX expectation_result_trend_idx ON quality.expectation_result (suite, expectation, validated_at);
COMMENT ON TABLE quality.expectation_result IS 'One row per expectation of a validation run';
COMMENT ON COLUMN quality.expectation_result.validation_run_id IS 'The validation run';
COMMENT ON COLUMN quality.expectation_result.suite IS 'Name of the suite''s file in include/expectations';
COMMENT ON COLUMN quality.expectation_result.expectation IS 'Name of the expectation in that file';
COMMENT ON COLUMN quality.expectation_result.severity IS 'critical stops the batch, warning is reported, info is recorded';
COMMENT ON COLUMN quality.expectation_result.is_success IS 'Whether it was met';
COMMENT ON COLUMN quality.expectation_result.is_evaluated IS 'False where it could not be evaluated at all, which is a failure';
COMMENT ON COLUMN quality.expectation_result.element_count IS 'Rows looked at';
COMMENT ON COLUMN quality.expectation_result.unexpected_count IS 'Rows that did not meet it';
COMMENT ON COLUMN quality.expectation_result.observed_value IS 'What was measured, for expectations about a whole table';
COMMENT ON COLUMN quality.expectation_result.sample IS 'Up to ten offending rows: a list of {row, value}';
COMMENT ON COLUMN quality.expectation_result.message IS 'Why it could not be evaluated, or what was wrong, in one line';
COMMENT ON COLUMN quality.expectation_result.duration_ms IS 'Share of its suite''s time, milliseconds';
COMMENT ON COLUMN quality.expectation_result.validated_at IS 'When its run began';

CREATE TABLE quality.quarantine (
    quarantine_id text PRIMARY KEY CHECK (quarantine_id ~ '^[0-9a-f]{16}$'),
    grain text NOT NULL CHECK (grain IN ('record', 'article', 'event', 'claim')),
    record_id text NOT NULL,
    article_id text,
    version text,
    outlet text,
    url text,
    published_on date,
    suite text NOT NULL,
    expectation text NOT NULL,
    reason text NOT NULL,
    detail text,
    record jsonb NOT NULL,
    is_record_whole boolean NOT NULL DEFAULT true,
    read_from text,
    batch_name text NOT NULL,
    batch_id text,
    run_id text,
    status text NOT NULL DEFAULT 'held' CHECK (status IN ('held', 'released', 'rejected', 'resolved')),
    quarantined_at timestamptz NOT NULL DEFAULT now(),
    decided_at timestamptz,
    CHECK ((status = 'held') = (decided_at IS NULL))
);
CREATE INDEX quarantine_status_idx ON quality.quarantine (status, quarantined_at DESC);
CREATE INDEX quarantine_article_idx ON quality.quarantine (article_id);
CREATE INDEX quarantine_batch_idx ON quality.quarantine (batch_name);
COMMENT ON TABLE quality.quarantine IS 'One row per record and expectation that it failed: kept, not loaded, until somebody decides or it passes';
COMMENT ON COLUMN quality.quarantine.quarantine_id IS 'Identity: 16 hexadecimal digits over grain, record, content and expectation; the same failure again is the same row';
COMMENT ON COLUMN quality.quarantine.grain IS 'record (could not be read), article, event or claim';
COMMENT ON COLUMN quality.quarantine.record_id IS 'article_id, event_id or claim_id; where unreadable, its place in the archive';
COMMENT ON COLUMN quality.quarantine.article_id IS 'The article it belongs to, where one was read';
COMMENT ON COLUMN quality.quarantine.version IS 'Version of that article''s words';
COMMENT ON COLUMN quality.quarantine.outlet IS 'Who published it';
COMMENT ON COLUMN quality.quarantine.url IS 'Address of the article';
COMMENT ON COLUMN quality.quarantine.published_on IS 'Day of publication, where known';
COMMENT ON COLUMN quality.quarantine.suite IS 'Suite of the expectation; read for records that could not be read';
COMMENT ON COLUMN quality.quarantine.expectation IS 'Expectation that it failed';
COMMENT ON COLUMN quality.quarantine.reason IS 'What was expected, in words';
COMMENT ON COLUMN quality.quarantine.detail IS 'What was found instead';
COMMENT ON COLUMN quality.quarantine.record IS 'The record itself, in the form of the stage files';
COMMENT ON COLUMN quality.quarantine.is_record_whole IS 'False where it was too large to keep here; read_from tells where it lies whole';
COMMENT ON COLUMN quality.quarantine.read_from IS 'File and record it was read from';
COMMENT ON COLUMN quality.quarantine.batch_name IS 'Batch in which it failed first';
COMMENT ON COLUMN quality.quarantine.batch_id IS 'Hash of that batch''s content';
COMMENT ON COLUMN quality.quarantine.run_id IS 'Run in which it failed first';
COMMENT ON COLUMN quality.quarantine.status IS 'held; released: loaded in spite of it; rejected: stays out; resolved: a later reading passed';
COMMENT ON COLUMN quality.quarantine.quarantined_at IS 'When it failed first';
COMMENT ON COLUMN quality.quarantine.decided_at IS 'When it was released, rejected or resolved; null while held';

CREATE TABLE quality.quarantine_audit (
    quarantine_audit_id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    quarantine_id text NOT NULL REFERENCES quality.quarantine (quarantine_id),
    action text NOT NULL CHECK (action IN ('quarantined', 'released', 'rejected', 'resolved', 'retried')),
    actor_name text NOT NULL,
    remark text,
    acted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX quarantine_audit_quarantine_idx ON quality.quarantine_audit (quarantine_id);
COMMENT ON TABLE quality.quarantine_audit IS 'One row per thing done to a quarantined record; rows are only ever added';
COMMENT ON COLUMN quality.quarantine_audit.quarantine_audit_id IS 'Running number';
COMMENT ON COLUMN quality.quarantine_audit.quarantine_id IS 'The quarantined record';
COMMENT ON COLUMN quality.quarantine_audit.action IS 'quarantined, released, rejected, resolved or retried';
COMMENT ON COLUMN quality.quarantine_audit.actor_name IS 'Who did it; load where a later reading passed';
COMMENT ON COLUMN quality.quarantine_audit.remark IS 'Why, in their words';
COMMENT ON COLUMN quality.quarantine_audit.acted_at IS 'When';

CREATE TABLE quality.source_health (
    source_id text NOT NULL,
    observed_on date NOT NULL,
    batch_name text NOT NULL,
    page_count integer CHECK (page_count >= 0),
    failed_page_count integer CHECK (failed_page_count >= 0),
    article_count integer NOT NULL CHECK (article_count >= 0),
    rejected_count integer NOT NULL CHECK (rejected_count >= 0),
    event_count integer NOT NULL CHECK (event_count >= 0),
    claim_count integer NOT NULL CHECK (claim_count >= 0),
    expected_min integer CHECK (expected_min >= 0),
    expected_max integer CHECK (expected_max >= expected_min),
    verdict text NOT NULL CHECK (verdict IN ('unbounded', 'within', 'below', 'above')),
    newest_published_at timestamptz,
    measured_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (source_id, observed_on, batch_name)
);
COMMENT ON TABLE quality.source_health IS 'One row per source, night and batch: what came in against what is expected';
COMMENT ON COLUMN quality.source_health.source_id IS 'Name of the source''s file in include/sources, or the outlet of an archive';
COMMENT ON COLUMN quality.source_health.observed_on IS 'Night it was fetched in';
COMMENT ON COLUMN quality.source_health.batch_name IS 'Batch that it came in';
COMMENT ON COLUMN quality.source_health.page_count IS 'Pages fetched; null where nothing was fetched over HTTP';
COMMENT ON COLUMN quality.source_health.failed_page_count IS 'Pages that could not be fetched';
COMMENT ON COLUMN quality.source_health.article_count IS 'Articles read';
COMMENT ON COLUMN quality.source_health.rejected_count IS 'Records that could not be read as articles';
COMMENT ON COLUMN quality.source_health.event_count IS 'Events found in them';
COMMENT ON COLUMN quality.source_health.claim_count IS 'Casualty claims found in them';
COMMENT ON COLUMN quality.source_health.expected_min IS 'Fewest articles a night that are normal for it';
COMMENT ON COLUMN quality.source_health.expected_max IS 'Most articles a night that are normal for it';
COMMENT ON COLUMN quality.source_health.verdict IS 'within, below or above its band; unbounded where it has none';
COMMENT ON COLUMN quality.source_health.newest_published_at IS 'Publication of its newest article; null where none has an instant';
COMMENT ON COLUMN quality.source_health.measured_at IS 'When it was measured';
