-- Articles per outlet with first and last day. Grain: one row per outlet.
SELECT
    a.outlet, count(*)::int AS article_count, min(a.current_published_on) AS first_on,
    max(a.current_published_on) AS last_on,
    (
        SELECT count(*)::int FROM core.event AS e
        JOIN raw.article AS o USING (article_id) WHERE o.outlet = a.outlet
    ) AS event_count
FROM raw.article AS a
GROUP BY a.outlet
ORDER BY article_count DESC, a.outlet
