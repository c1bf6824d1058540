-- What lies in quarantine and why. Grain: one row per suite, expectation and status.
SELECT
    suite, expectation, status, min(reason) AS reason, count(*) AS failure_count,
    count(DISTINCT record_id) AS record_count, min(quarantined_at) AS oldest_at
FROM quality.quarantine
GROUP BY suite, expectation, status
ORDER BY record_count DESC, suite, expectation, status
