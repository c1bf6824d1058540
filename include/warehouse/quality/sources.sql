-- What each source brought in a batch (or in the parts of a backfill together), beside its last
-- thirty nights, oldest first. Grain: one row per source.
WITH h AS (
    SELECT
        source_id, max(observed_on) AS observed_on, sum(article_count)::bigint AS article_count,
        sum(rejected_count)::bigint AS rejected_count, sum(event_count)::bigint AS event_count,
        sum(claim_count)::bigint AS claim_count, max(expected_min) AS expected_min,
        max(expected_max) AS expected_max, max(verdict) AS verdict,
        max(newest_published_at) AS newest_published_at
    FROM quality.source_health
    WHERE batch_name = %(batch)s OR starts_with(batch_name, %(batch)s || '/')
    GROUP BY source_id
)
SELECT
    h.source_id, h.observed_on, h.article_count, h.rejected_count, h.event_count, h.claim_count,
    h.expected_min, h.expected_max, h.verdict, h.newest_published_at,
    h.observed_on - h.newest_published_at::date AS newest_age_days,
    (
        SELECT array_agg(night.article_count ORDER BY night.observed_on)
        FROM (
            SELECT DISTINCT ON (b.observed_on) b.observed_on, b.article_count
            FROM quality.source_health AS b
            WHERE b.source_id = h.source_id AND b.observed_on <= h.observed_on
                AND b.observed_on > h.observed_on - 30
            ORDER BY b.observed_on, b.measured_at DESC
        ) AS night
    ) AS history,
    (
        SELECT count(*) FROM raw.page AS p
        WHERE p.warc_path = 'fetch/' || h.source_id || '/' || (h.observed_on - 1) || '.warc.gz'
    ) AS page_count
FROM h
ORDER BY h.verdict = 'within', h.verdict = 'unbounded', h.source_id
