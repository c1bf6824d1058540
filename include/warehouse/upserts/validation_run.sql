-- Records a validation; key: validation_run_id.
INSERT INTO quality.validation_run (
    validation_run_id, run_id, batch_name, batch_id, stage, outcome, article_count, event_count,
    claim_count, quarantined_count, expectation_count, evaluated_count, critical_count,
    warning_count, info_count, report_path, duration_ms, validated_at
)
VALUES (
    %(validation_run_id)s, %(run_id)s, %(batch_name)s, %(batch_id)s, %(stage)s, %(outcome)s,
    %(article_count)s, %(event_count)s, %(claim_count)s, %(quarantined_count)s,
    %(expectation_count)s, %(evaluated_count)s, %(critical_count)s, %(warning_count)s,
    %(info_count)s, %(report_path)s, %(duration_ms)s, %(validated_at)s
)
ON CONFLICT (validation_run_id) DO NOTHING
