-- The last validations, newest first. Grain: one row per validation.
SELECT
    validation_run_id, run_id, batch_name, stage, outcome, article_count, event_count,
    quarantined_count, expectation_count, evaluated_count, critical_count, warning_count,
    info_count, report_path, duration_ms, validated_at
FROM quality.validation_run
ORDER BY validated_at DESC, validation_run_id
LIMIT %(limit)s
