-- Results of expectations by month of their run: they grow with every batch, trends read months, and
-- old months can be detached without touching the rest.

ALTER TABLE quality.expectation_result RENAME TO expectation_result_of_before;
ALTER INDEX quality.expectation_result_trend_idx RENAME TO expectation_result_of_before_trend_idx;
ALTER TABLE quality.expectation_result_of_before
    RENAME CONSTRAINT expectation_result_pkey TO expectation_result_of_before_pkey;

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
    PRIMARY KEY (validation_run_id, suite, expectation, validated_at)
) PARTITION BY RANGE (validated_at);
CREATE INDEX expectation_result_trend_idx ON quality.expectation_result (suite, expectation, validated_at);
COMMENT ON TABLE quality.expectation_result IS 'One row per expectation of a validation run; partitioned by month of the run';
COMMENT ON COLUMN quality.expectation_result.validation_run_id IS 'The validation run';
COMMENT ON COLUMN quality.expectation_result.suite IS 'Name of the suite''s file in include/expectations';
COMMENT ON COLUMN quality.expectation_result.expectation IS 'Name of the expectation in that file';
COMMENT ON COLUMN quality.expectation_result.severity IS 'critical stops the batch, warning is reported, info is recorded';
COMMENT ON COLUMN quality.expectation_result.is_success IS 'Whether it was met';
COMMENT ON COLUMN quality.expectation_result.is_evaluated IS 'False where it could not be evaluated at all, which is a failure';
COMMENT ON COLUMN quality.expectation_result.element_count IS 'Rows looked at';
COMMENT ON COLUMN quality.expectation_result.unexpected_count IS 'Rows that did not meet it';
COMMENT ON COLUMN quality.expectation_result.observed_value IS 'What was measured, for tables of one row and for expectations about a whole table';
COMMENT ON COLUMN quality.expectation_result.sample IS 'Up to ten offending rows: a list of {row, value}';
COMMENT ON COLUMN quality.expectation_result.message IS 'Why it could not be evaluated, or what was wrong, in one line';
COMMENT ON COLUMN quality.expectation_result.duration_ms IS 'Share of its suite''s time, milliseconds';
COMMENT ON COLUMN quality.expectation_result.validated_at IS 'When its run began';

-- Makes the monthly partition that an instant needs; safe to call again and from several sessions at
-- once (the advisory lock stands for "partitions of quality.expectation_result").
CREATE FUNCTION quality.ensure_result_partition(at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    month_on date := date_trunc('month', at AT TIME ZONE 'UTC')::date;
    part text := 'expectation_result_' || to_char(month_on, 'YYYY_MM');
BEGIN
    PERFORM pg_advisory_xact_lock(7305240);
    IF to_regclass('quality.' || part) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE quality.%I PARTITION OF quality.expectation_result FOR VALUES FROM (%L) TO (%L)',
            part, month_on::timestamp AT TIME ZONE 'UTC',
            (month_on + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    END IF;
END
$$;
COMMENT ON FUNCTION quality.ensure_result_partition(timestamptz) IS 'Makes the monthly partition of quality.expectation_result that this instant needs';

SELECT quality.ensure_result_partition(month_at)
FROM (
    SELECT DISTINCT date_trunc('month', validated_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month_at
    FROM quality.expectation_result_of_before
) AS held;
INSERT INTO quality.expectation_result SELECT * FROM quality.expectation_result_of_before;
DROP TABLE quality.expectation_result_of_before;

-- Pages of a night are asked for by their file.
CREATE INDEX page_warc_idx ON raw.page (warc_path);
