-- The articles behind the deaths of a week in a governorate, those of the largest figures first.
-- Grain: article x incident.
SELECT
    incident_id, incident_best, outlet, published_on, title, url, quote
FROM (
    SELECT DISTINCT ON (i.incident_id, w.article_id)
        i.incident_id, i.incident_best, w.outlet, w.published_on, w.title, w.url, w.quote,
        w.article_id
    FROM mart.casualty_incidents AS i
    JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
    JOIN LATERAL (
        SELECT
            e.article_id, a.outlet, e.published_on, t.title, a.url, c.quote, c.count_low, c.claim_id
        FROM core.event AS e
        JOIN core.casualty AS c ON c.event_id = e.event_id AND c.outcome = 'killed'
        JOIN raw.article AS a ON a.article_id = e.article_id
        JOIN raw.article_text AS t
            ON t.article_id = e.article_id AND t.version = e.version
            AND t.published_on = e.published_on
        WHERE e.event_id = ie.event_id
    ) AS w ON true
    WHERE i.week_on = %(week)s AND i.admin1_code = %(admin1)s AND i.victim = 'everyone'
        AND i.outcome = 'killed' AND i.category = 'all'
    ORDER BY i.incident_id, w.article_id, w.count_low DESC NULLS LAST, w.claim_id
) AS told
ORDER BY incident_best DESC, incident_id, published_on, article_id
LIMIT %(limit)s
