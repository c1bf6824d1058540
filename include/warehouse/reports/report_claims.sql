-- Claims about people of incidents, with source, article and words. Grain: claim.
SELECT
    ic.incident_id, c.outcome::text AS outcome, c.victim::text AS victim,
    c.category::text AS category, c.count_low, c.count_high, c.qualifier::text AS qualifier,
    ic.standing, c.quote, e.source_class::text AS source_class, e.source_name, a.outlet, a.url,
    t.title, e.published_on
FROM core.incident_claim AS ic
JOIN core.casualty AS c ON c.claim_id = ic.claim_id
JOIN core.event AS e ON e.event_id = c.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
WHERE ic.incident_id = ANY(%(incidents)s)
ORDER BY ic.incident_id, e.published_on, a.outlet, c.claim_id
