-- What is usual: shares over the articles published from `since` (included) to `until` (excluded).
-- Grain: one row per measure. No row where fewer than 200 articles or 100 events are there: below
-- that a share says more about chance.
WITH article AS (
    SELECT article_id, source_id
    FROM raw.article
    WHERE current_published_on >= %(since)s AND current_published_on < %(until)s
),
event AS (
    SELECT e.event_id, e.article_id, e.event_type, e.admin1_codes, e.attackers
    FROM core.event AS e
    JOIN article AS a USING (article_id)
),
total AS (
    SELECT
        (SELECT count(*) FROM article)::numeric AS articles,
        (SELECT count(*) FROM event)::numeric AS events
)
SELECT measure, round(value, 4) AS value
FROM total
CROSS JOIN LATERAL (
    SELECT
        'event_yield' AS measure,
        (SELECT count(DISTINCT article_id) FROM event) / nullif(total.articles, 0) AS value
    UNION ALL
    SELECT
        'claims_per_event',
        (SELECT count(*) FROM core.casualty JOIN event USING (event_id)) / nullif(total.events, 0)
    UNION ALL
    SELECT 'type.' || event_type, count(*) / total.events FROM event GROUP BY event_type
    UNION ALL
    SELECT 'admin1.' || code, count(*) / total.events
    FROM (
        SELECT coalesce(e.admin1_codes[1]::text, 'none') AS code FROM event AS e
    ) AS coded
    GROUP BY code
    UNION ALL
    SELECT 'attacker.' || side, count(*) / total.events
    FROM (SELECT coalesce(e.attackers[1]::text, 'none') AS side FROM event AS e) AS sided
    GROUP BY side
) AS measured
WHERE total.articles >= 200 AND total.events >= 100 AND value IS NOT NULL
ORDER BY measure
