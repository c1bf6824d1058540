-- What was measured of the last sixty nights (or parts of a backfill), oldest first, for charts.
-- Grain: one row per night and measure.
WITH night AS (
    SELECT validation_run_id, batch_name, validated_at
    FROM (
        SELECT DISTINCT ON (batch_name) validation_run_id, batch_name, validated_at
        FROM quality.validation_run
        WHERE stage = 'before_load' AND starts_with(batch_name, %(kind)s)
        ORDER BY batch_name, validated_at DESC
    ) AS newest
    ORDER BY batch_name DESC
    LIMIT 60
)
SELECT
    r.expectation, n.batch_name,
    CASE WHEN jsonb_typeof(r.observed_value) = 'number' THEN r.observed_value::text::float END AS value,
    r.is_success
FROM night AS n
JOIN quality.expectation_result AS r
    ON r.validation_run_id = n.validation_run_id AND r.validated_at = n.validated_at
WHERE r.suite = 'batch'
ORDER BY r.expectation, n.batch_name
