-- Quarantined records, newest first; a null parameter does not filter. Grain: one row per record
-- and expectation that it failed.
SELECT
    quarantine_id, grain, record_id, article_id, version, outlet, url, published_on, suite,
    expectation, reason, detail, is_record_whole, read_from, batch_name, run_id, status,
    quarantined_at, decided_at,
    extract(epoch FROM now() - quarantined_at)::float / 86400 AS age_days
FROM quality.quarantine
WHERE (%(status)s::text IS NULL OR status = %(status)s)
    AND (%(expectation)s::text IS NULL OR expectation = %(expectation)s)
    AND (%(batch_name)s::text IS NULL OR batch_name = %(batch_name)s)
    AND (%(ids)s::text[] IS NULL OR quarantine_id = ANY(%(ids)s) OR record_id = ANY(%(ids)s))
ORDER BY quarantined_at DESC, quarantine_id
LIMIT %(limit)s OFFSET %(offset)s
