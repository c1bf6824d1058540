-- The newest validation of each stage and batch of a run, and the newest one of the marts.
-- Grain: one row per stage and batch.
SELECT DISTINCT ON (stage, batch_name)
    validation_run_id, batch_name, stage, outcome, article_count, event_count, claim_count,
    quarantined_count, expectation_count, evaluated_count, critical_count, warning_count,
    info_count, report_path, duration_ms, validated_at
FROM quality.validation_run
WHERE run_id = %(run_id)s
    OR batch_name = %(batch)s
    OR starts_with(batch_name, %(batch)s || '/')
    OR stage = 'after_publish'
ORDER BY stage, batch_name, validated_at DESC
