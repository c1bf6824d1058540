-- A page of quarantined records, newest first; a null parameter does not filter. `after_at` and
-- `after_id` are the last row of the page before. Grain: record and expectation that it failed.
SELECT
    quarantine_id, grain, record_id, article_id, outlet, published_on, suite, expectation, reason,
    detail, batch_name, status, quarantined_at,
    extract(epoch FROM now() - quarantined_at)::float / 86400 AS age_days,
    left(coalesce(record -> 'article' ->> 'title', record ->> 'title'), 200) AS title
FROM quality.quarantine
WHERE (%(status)s::text IS NULL OR status = %(status)s)
    AND (%(expectation)s::text IS NULL OR expectation = %(expectation)s)
    AND (
        %(after_id)s::text IS NULL
        OR (quarantined_at, quarantine_id) < (%(after_at)s::text::timestamptz, %(after_id)s)
    )
ORDER BY quarantined_at DESC, quarantine_id DESC
LIMIT %(limit)s
