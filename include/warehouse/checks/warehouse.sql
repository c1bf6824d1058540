-- The warehouse after a batch: what is missing, how fresh it is, what waits. Grain: one row.
-- `as_of` is the morning after a night, null for archives, which have no freshness. Shares are null
-- where fewer than 100 articles are there.
WITH recent AS (
    SELECT article_id, current_version
    FROM raw.article
    WHERE current_published_on
        > (SELECT max(current_published_on) FROM raw.article WHERE current_published_on <= %(today)s) - 56
        AND current_published_on <= %(today)s
),
of_batch AS (
    SELECT e.event_id, e.record
    FROM core.event AS e
    JOIN ops.batch AS b USING (batch_id)
    WHERE b.batch_name = %(batch)s OR starts_with(b.batch_name, %(batch)s || '/')
),
claimed AS (
    SELECT o.event_id || '/' || (claim ->> 'id') AS claim_id
    FROM of_batch AS o, jsonb_array_elements(o.record -> 'casualties') AS claim
)
SELECT
    %(batch)s::text AS batch_name,
    %(lost_article_count)s::integer AS lost_article_count,
    (
        SELECT count(*)
        FROM claimed AS c
        WHERE NOT EXISTS (SELECT FROM core.casualty AS s WHERE s.claim_id = c.claim_id)
            AND NOT EXISTS (
                SELECT FROM quality.quarantine AS q WHERE q.record_id = c.claim_id
            )
    )::integer AS lost_claim_count,
    (
        %(as_of)s::date
        - (SELECT max(current_published_on) FROM raw.article WHERE current_published_on <= %(today)s)
    ) AS newest_age_days,
    (
        SELECT extract(day FROM now() - min(quarantined_at))::integer
        FROM quality.quarantine
        WHERE status = 'held'
    ) AS oldest_held_days,
    (
        SELECT CASE WHEN count(*) >= 100 THEN round(held.count::numeric / (count(*) + held.count), 4)::float END
        FROM raw.article
        CROSS JOIN (
            SELECT count(DISTINCT article_id)
            FROM quality.quarantine
            WHERE status = 'held' AND grain = 'article'
        ) AS held
        GROUP BY held.count
    ) AS held_article_share,
    (
        SELECT CASE WHEN count(*) >= 100 THEN round(count(*) FILTER (
            WHERE EXISTS (SELECT FROM raw.article_copy AS c WHERE c.article_id = r.article_id)
                OR EXISTS (SELECT FROM raw.article_copy AS c WHERE c.other_article_id = r.article_id)
        )::numeric / count(*), 4)::float END
        FROM recent AS r
    ) AS copy_share,
    (
        SELECT count(DISTINCT e.extractor_version)::integer
        FROM core.event AS e
        JOIN recent AS r ON r.article_id = e.article_id
    ) AS recent_extractor_count
