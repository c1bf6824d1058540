-- Articles per outlet and day. Grain: one row per outlet and day.
SELECT outlet, current_published_on AS published_on, count(*)::int AS article_count
FROM raw.article
GROUP BY 1, 2
ORDER BY 1, 2
