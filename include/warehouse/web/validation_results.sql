-- Results of these validations: what failed first, the severest first. Grain: one row per
-- validation and expectation; at most 1000.
SELECT
    r.validation_run_id, v.stage, r.suite, r.expectation, r.severity, r.is_success, r.is_evaluated,
    r.element_count, r.unexpected_count, r.observed_value, r.sample, r.message
FROM quality.expectation_result AS r
JOIN quality.validation_run AS v USING (validation_run_id)
WHERE v.run_id = %(run_id)s OR v.validation_run_id = %(validation_run_id)s
ORDER BY
    r.is_success AND r.is_evaluated,
    array_position(ARRAY['critical', 'warning', 'info'], r.severity),
    v.validated_at DESC, r.suite, r.expectation
LIMIT 1000
