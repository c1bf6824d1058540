-- What each report of an incident says of people, with the words and some of the text around them.
-- Grain: one row per claim; at most 500.
SELECT
    c.claim_id, c.claim_key, c.outcome, c.victim, c.category, c.count_low, c.count_high,
    c.qualifier, c.part_of_claim_id IS NOT NULL AS is_part, s.standing, c.rule, e.event_key, e.source_class,
    e.source_name, e.published_on, a.article_id, a.outlet,
    substring(w.words FROM greatest(c.evidence_start - 59, 1) FOR least(c.evidence_start, 60)) AS before,
    substring(w.words FROM c.evidence_start + 1 FOR c.evidence_end - c.evidence_start) AS quote,
    substring(w.words FROM c.evidence_end + 1 FOR 60) AS after
FROM core.incident_event AS ie
JOIN core.event AS e USING (event_id)
JOIN core.casualty AS c USING (event_id)
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
LEFT JOIN core.incident_claim AS s USING (claim_id)
CROSS JOIN LATERAL (
    SELECT CASE c.evidence_part WHEN 'title' THEN t.title ELSE t.body END AS words
) AS w
WHERE ie.incident_id = %(incident_id)s
ORDER BY c.outcome, c.victim, c.category NULLS FIRST, e.published_on, a.outlet, c.claim_id
LIMIT 500
