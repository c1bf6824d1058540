-- What the expectations of some validations found; of the parts of a backfill together.
-- Grain: one row per suite and expectation.
SELECT
    suite, expectation, max(severity) AS severity,
    bool_and(is_success) AS is_success, bool_and(is_evaluated) AS is_evaluated,
    sum(element_count)::bigint AS element_count, sum(unexpected_count)::bigint AS unexpected_count,
    (array_agg(observed_value ORDER BY is_success, validated_at DESC))[1] AS observed_value,
    (array_agg(sample ORDER BY is_success, validated_at DESC))[1] AS sample,
    (array_agg(message ORDER BY is_success, validated_at DESC))[1] AS message,
    sum(duration_ms)::bigint AS duration_ms
FROM quality.expectation_result
WHERE validation_run_id = ANY(%(ids)s::text[])
GROUP BY suite, expectation
