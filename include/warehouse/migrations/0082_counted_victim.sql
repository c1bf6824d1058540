-- Under which side a claim was counted: people of no stated side are those of the only side that
-- other reports of the incident tell of.
ALTER TABLE core.incident_claim ADD COLUMN counted_victim core.actor;
COMMENT ON COLUMN core.incident_claim.counted_victim IS 'The side it is counted under: its own, or for unknown people the only side that other reports of the incident tell of; null until the incident is reconciled anew';

CREATE OR REPLACE VIEW mart.casualty_words (
    week_on, area_level, admin1_code, side_level, victim, outcome, category, incident_id,
    event_type, started_on, place_names, count_low, count_high, qualifier, standing,
    part_of_claim_id, quote, source_class, source_name, source_key, outlet, url, title,
    published_on, claim_id, event_id, article_id, extractor_version
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, c.outcome,
    kind.category, i.incident_id, i.event_type, i.started_on, i.place_names, c.count_low,
    c.count_high, c.qualifier, ic.standing, c.part_of_claim_id, c.quote, e.source_class,
    e.source_name, ic.source_key, a.outlet, a.url, t.title, e.published_on, c.claim_id,
    e.event_id, e.article_id, e.extractor_version
FROM core.incident AS i
JOIN core.incident_claim AS ic ON ic.incident_id = i.incident_id
JOIN core.casualty AS c ON c.claim_id = ic.claim_id
JOIN core.event AS e ON e.event_id = c.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
JOIN mart.side_group AS who ON who.side = coalesce(ic.counted_victim, c.victim)
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code)
CROSS JOIN LATERAL (
    SELECT 'all' WHERE ic.standing <> 'part'
    UNION ALL
    SELECT c.category::text WHERE c.category IS NOT NULL
) AS kind (category)
WHERE (i.kind = 'incident' OR i.ended_on - i.started_on <= 14);
