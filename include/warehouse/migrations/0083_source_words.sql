-- Drill-down of weekly_sources: from what an outlet or camp told of a week to its reports and words.

CREATE VIEW mart.source_words (
    week_on, source_kind, source, incident_id, event_type, started_on, place_names, event_id,
    claim_id, outcome, victim, category, count_low, count_high, qualifier, standing, best_count,
    is_contested, words, source_name, source_key, outlet, url, title, published_on, article_id,
    extractor_version
) AS
SELECT
    i.week_on, who.source_kind, who.source, i.incident_id, i.event_type, i.started_on,
    i.place_names, e.event_id, c.claim_id, c.outcome, c.victim, c.category, c.count_low,
    c.count_high, c.qualifier, ic.standing, f.count_best, f.is_contested,
    coalesce(
        CASE WHEN c.quote IS NOT NULL THEN ARRAY[c.quote] END,
        ARRAY(SELECT part ->> 'quote' FROM jsonb_array_elements(e.evidence) AS part)
    ),
    e.source_name, r.source_key, r.outlet, a.url, t.title, e.published_on, e.article_id,
    e.extractor_version
FROM mart.report AS r
JOIN core.incident AS i ON i.incident_id = r.incident_id
JOIN core.event AS e ON e.event_id = r.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
LEFT JOIN core.casualty AS c ON c.event_id = e.event_id
LEFT JOIN core.incident_claim AS ic ON ic.claim_id = c.claim_id
LEFT JOIN core.incident_figure AS f
    ON f.incident_id = i.incident_id AND f.outcome = c.outcome AND f.victim = coalesce(ic.counted_victim, c.victim)
    AND f.category = 'all' AND c.category IS NULL
CROSS JOIN LATERAL (VALUES ('outlet', r.outlet), ('camp', r.camp)) AS who (source_kind, source)
WHERE i.kind = 'incident';
COMMENT ON VIEW mart.source_words IS 'Each report behind a row of weekly_sources, claim by claim, with its article and words';
COMMENT ON COLUMN mart.source_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.source_words.source_kind IS 'outlet or camp, as in weekly_sources';
COMMENT ON COLUMN mart.source_words.source IS 'Name of the outlet, or the camp that is quoted';
COMMENT ON COLUMN mart.source_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.source_words.event_type IS 'Type of the incident';
COMMENT ON COLUMN mart.source_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.source_words.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.source_words.event_id IS 'The report';
COMMENT ON COLUMN mart.source_words.claim_id IS 'A claim of it about people; null where it makes none';
COMMENT ON COLUMN mart.source_words.outcome IS 'What befell people';
COMMENT ON COLUMN mart.source_words.victim IS 'Whose people';
COMMENT ON COLUMN mart.source_words.category IS 'Category of people; null for all';
COMMENT ON COLUMN mart.source_words.count_low IS 'Figure as told, low';
COMMENT ON COLUMN mart.source_words.count_high IS 'Figure as told, high';
COMMENT ON COLUMN mart.source_words.qualifier IS 'How the figure is meant';
COMMENT ON COLUMN mart.source_words.standing IS 'What became of it in the figures: stands, superseded, part or not_counted';
COMMENT ON COLUMN mart.source_words.best_count IS 'The incident''s best figure for the same outcome and side, to be laid beside it';
COMMENT ON COLUMN mart.source_words.is_contested IS 'Whether that figure is contested';
COMMENT ON COLUMN mart.source_words.words IS 'The words that the claim, or else the report, rests on';
COMMENT ON COLUMN mart.source_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.source_words.source_key IS 'Independent source behind it: copies and repeated quotations share one';
COMMENT ON COLUMN mart.source_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.source_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.source_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.source_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.source_words.article_id IS 'The article';
COMMENT ON COLUMN mart.source_words.extractor_version IS 'Version of the extractor that read the report';
