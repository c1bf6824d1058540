-- Drill-down: from any cell of a weekly table to its incidents, reports, claims, articles and words
-- by one query over the key of the cell. Each view takes the columns of the key under the same names.

CREATE VIEW mart.report (
    incident_id, event_id, article_id, outlet, camp, source_key
) AS
SELECT
    ie.incident_id, e.event_id, e.article_id, a.outlet, coalesce(e.source_class::text, 'own'),
    coalesce(
        (
            SELECT min(ic.source_key)
            FROM core.casualty AS c
            JOIN core.incident_claim AS ic ON ic.claim_id = c.claim_id
            WHERE c.event_id = e.event_id
        ),
        CASE
            WHEN e.source_name IS NOT NULL AND e.source_class NOT IN ('other', 'reporter')
                THEN e.source_class || ':' || e.source_name
        END,
        -- of articles that copy one another the first by identity stands for all
        'outlet:' || coalesce(
            (
                SELECT o.outlet
                FROM raw.article_copy AS p
                JOIN raw.article AS o ON o.article_id = p.article_id
                WHERE p.other_article_id = e.article_id
                ORDER BY p.article_id LIMIT 1
            ),
            a.outlet
        )
    )
FROM core.incident_event AS ie
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN raw.article AS a ON a.article_id = e.article_id;
COMMENT ON VIEW mart.report IS 'Each report with its incident and the independent source behind it';
COMMENT ON COLUMN mart.report.incident_id IS 'The incident';
COMMENT ON COLUMN mart.report.event_id IS 'The report';
COMMENT ON COLUMN mart.report.article_id IS 'The article';
COMMENT ON COLUMN mart.report.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.report.camp IS 'source_class, own where the outlet speaks itself';
COMMENT ON COLUMN mart.report.source_key IS 'Independent source behind it: copies and repeated quotations share one';

CREATE VIEW mart.casualty_incidents (
    week_on, area_level, admin1_code, side_level, victim, outcome, category, incident_id, kind,
    event_type, started_on, ended_on, place_names, incident_low, incident_best, incident_high,
    confidence, is_contested
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, f.outcome,
    f.category, i.incident_id, i.kind, i.event_type, i.started_on, i.ended_on, i.place_names,
    f.count_low, f.count_best, f.count_high, i.confidence, f.is_contested
FROM core.incident AS i
JOIN core.incident_figure AS f ON f.incident_id = i.incident_id
JOIN mart.side_group AS who ON who.side = f.victim
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code)
WHERE (i.kind = 'incident' OR i.ended_on - i.started_on <= 14);
COMMENT ON VIEW mart.casualty_incidents IS 'Each incident behind a cell of weekly_casualties, with its own figure';
COMMENT ON COLUMN mart.casualty_incidents.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.casualty_incidents.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.casualty_incidents.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.casualty_incidents.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.casualty_incidents.victim IS 'Whose people, as in the weekly table';
COMMENT ON COLUMN mart.casualty_incidents.outcome IS 'What befell people';
COMMENT ON COLUMN mart.casualty_incidents.category IS 'all, or the category';
COMMENT ON COLUMN mart.casualty_incidents.incident_id IS 'The incident';
COMMENT ON COLUMN mart.casualty_incidents.kind IS 'incident, or residual of a sum over several';
COMMENT ON COLUMN mart.casualty_incidents.event_type IS 'Type of the incident';
COMMENT ON COLUMN mart.casualty_incidents.started_on IS 'Its first day';
COMMENT ON COLUMN mart.casualty_incidents.ended_on IS 'Its last day';
COMMENT ON COLUMN mart.casualty_incidents.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.casualty_incidents.incident_low IS 'The incident''s figure, low';
COMMENT ON COLUMN mart.casualty_incidents.incident_best IS 'The incident''s figure, best';
COMMENT ON COLUMN mart.casualty_incidents.incident_high IS 'The incident''s figure, high';
COMMENT ON COLUMN mart.casualty_incidents.confidence IS 'Its grade of confidence';
COMMENT ON COLUMN mart.casualty_incidents.is_contested IS 'Whether its sources contradict one another';

CREATE VIEW mart.casualty_words (
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
JOIN mart.side_group AS who ON who.side = c.victim
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code)
CROSS JOIN LATERAL (
    SELECT 'all' WHERE ic.standing <> 'part'
    UNION ALL
    SELECT c.category::text WHERE c.category IS NOT NULL
) AS kind (category)
WHERE (i.kind = 'incident' OR i.ended_on - i.started_on <= 14);
COMMENT ON VIEW mart.casualty_words IS 'Each claim behind a cell of weekly_casualties, with its incident, source, article and words';
COMMENT ON COLUMN mart.casualty_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.casualty_words.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.casualty_words.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.casualty_words.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.casualty_words.victim IS 'Whose people, as in the weekly table';
COMMENT ON COLUMN mart.casualty_words.outcome IS 'What befell people';
COMMENT ON COLUMN mart.casualty_words.category IS 'all, or the category';
COMMENT ON COLUMN mart.casualty_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.casualty_words.event_type IS 'Type of the incident';
COMMENT ON COLUMN mart.casualty_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.casualty_words.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.casualty_words.count_low IS 'Figure as told, low';
COMMENT ON COLUMN mart.casualty_words.count_high IS 'Figure as told, high';
COMMENT ON COLUMN mart.casualty_words.qualifier IS 'How the figure is meant';
COMMENT ON COLUMN mart.casualty_words.standing IS 'What became of it in the figures: stands, superseded, part or not_counted';
COMMENT ON COLUMN mart.casualty_words.part_of_claim_id IS 'The claim that already contains these people';
COMMENT ON COLUMN mart.casualty_words.quote IS 'The words themselves';
COMMENT ON COLUMN mart.casualty_words.source_class IS 'Camp of the source that is quoted; null where the outlet speaks itself';
COMMENT ON COLUMN mart.casualty_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.casualty_words.source_key IS 'Independent source behind it: copies and repeated quotations share one';
COMMENT ON COLUMN mart.casualty_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.casualty_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.casualty_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.casualty_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.casualty_words.claim_id IS 'The claim';
COMMENT ON COLUMN mart.casualty_words.event_id IS 'The report';
COMMENT ON COLUMN mart.casualty_words.article_id IS 'The article';
COMMENT ON COLUMN mart.casualty_words.extractor_version IS 'Version of the extractor that read the report';

CREATE VIEW mart.event_words (
    week_on, area_level, admin1_code, side_level, attacker, event_type, incident_id, started_on,
    place_names, is_contested, words, source_class, source_name, outlet, url, title,
    published_on, event_id, article_id, extractor_version
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, i.event_type,
    i.incident_id, i.started_on, i.place_names, i.is_contested,
    ARRAY(SELECT part ->> 'quote' FROM jsonb_array_elements(e.evidence) AS part),
    e.source_class, e.source_name, a.outlet, a.url, t.title, e.published_on, e.event_id,
    e.article_id, e.extractor_version
FROM core.incident AS i
JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
CROSS JOIN LATERAL (
    SELECT DISTINCT g.side_level, g.group_code
    FROM mart.side_group AS g
    WHERE g.side = ANY(coalesce(nullif(i.attackers, '{}'), '{unknown}'))
) AS who
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code)
WHERE i.kind = 'incident';
COMMENT ON VIEW mart.event_words IS 'Each report behind a cell of weekly_events, with its article and words; event_type any is not repeated here';
COMMENT ON COLUMN mart.event_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.event_words.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.event_words.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.event_words.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.event_words.attacker IS 'Who did it, as in the weekly table';
COMMENT ON COLUMN mart.event_words.event_type IS 'Type of the incident';
COMMENT ON COLUMN mart.event_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.event_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.event_words.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.event_words.is_contested IS 'Whether its sources contradict one another';
COMMENT ON COLUMN mart.event_words.words IS 'The words that the report rests on';
COMMENT ON COLUMN mart.event_words.source_class IS 'Camp of the source that is quoted; null where the outlet speaks itself';
COMMENT ON COLUMN mart.event_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.event_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.event_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.event_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.event_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.event_words.event_id IS 'The report';
COMMENT ON COLUMN mart.event_words.article_id IS 'The article';
COMMENT ON COLUMN mart.event_words.extractor_version IS 'Version of the extractor that read the report';

CREATE VIEW mart.strike_words (
    week_on, area_level, admin1_code, side_level, attacker, munition, incident_id, started_on,
    place_names, count_low, count_high, qualifier, quote, source_class, source_name, outlet,
    url, title, published_on, event_id, article_id, extractor_version
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, s.munition,
    i.incident_id, i.started_on, i.place_names, s.count_low, s.count_high, s.qualifier, s.quote,
    e.source_class, e.source_name, a.outlet, a.url, t.title, e.published_on, e.event_id,
    e.article_id, e.extractor_version
FROM core.incident AS i
JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN core.strike AS s ON s.event_id = e.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
CROSS JOIN LATERAL (
    SELECT DISTINCT g.side_level, g.group_code
    FROM mart.side_group AS g
    WHERE g.side = ANY(coalesce(nullif(i.attackers, '{}'), '{unknown}'))
) AS who
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code);
COMMENT ON VIEW mart.strike_words IS 'Each claim behind a cell of weekly_strikes, with its incident, source, article and words';
COMMENT ON COLUMN mart.strike_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.strike_words.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.strike_words.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.strike_words.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.strike_words.attacker IS 'Who did it, as in the weekly table';
COMMENT ON COLUMN mart.strike_words.munition IS 'What was fired or dropped';
COMMENT ON COLUMN mart.strike_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.strike_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.strike_words.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.strike_words.count_low IS 'Figure as told, low';
COMMENT ON COLUMN mart.strike_words.count_high IS 'Figure as told, high';
COMMENT ON COLUMN mart.strike_words.qualifier IS 'How the figure is meant';
COMMENT ON COLUMN mart.strike_words.quote IS 'The words themselves';
COMMENT ON COLUMN mart.strike_words.source_class IS 'Camp of the source that is quoted; null where the outlet speaks itself';
COMMENT ON COLUMN mart.strike_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.strike_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.strike_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.strike_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.strike_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.strike_words.event_id IS 'The report';
COMMENT ON COLUMN mart.strike_words.article_id IS 'The article';
COMMENT ON COLUMN mart.strike_words.extractor_version IS 'Version of the extractor that read the report';

CREATE VIEW mart.materiel_words (
    week_on, area_level, admin1_code, side_level, owner, item, fate, incident_id, started_on,
    place_names, count_low, count_high, qualifier, quote, source_class, source_name, outlet,
    url, title, published_on, event_id, article_id, extractor_version
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, m.item, m.fate,
    i.incident_id, i.started_on, i.place_names, m.count_low, m.count_high, m.qualifier, m.quote,
    e.source_class, e.source_name, a.outlet, a.url, t.title, e.published_on, e.event_id,
    e.article_id, e.extractor_version
FROM core.incident AS i
JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN core.materiel AS m ON m.event_id = e.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
JOIN mart.side_group AS who ON who.side = m.owner
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code);
COMMENT ON VIEW mart.materiel_words IS 'Each claim behind a cell of weekly_materiel, with its incident, source, article and words';
COMMENT ON COLUMN mart.materiel_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.materiel_words.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.materiel_words.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.materiel_words.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.materiel_words.owner IS 'Whose it was, as in the weekly table';
COMMENT ON COLUMN mart.materiel_words.item IS 'What was lost or taken';
COMMENT ON COLUMN mart.materiel_words.fate IS 'What became of it';
COMMENT ON COLUMN mart.materiel_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.materiel_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.materiel_words.place_names IS 'Its places, as spelled';
COMMENT ON COLUMN mart.materiel_words.count_low IS 'Figure as told, low';
COMMENT ON COLUMN mart.materiel_words.count_high IS 'Figure as told, high';
COMMENT ON COLUMN mart.materiel_words.qualifier IS 'How the figure is meant';
COMMENT ON COLUMN mart.materiel_words.quote IS 'The words themselves';
COMMENT ON COLUMN mart.materiel_words.source_class IS 'Camp of the source that is quoted; null where the outlet speaks itself';
COMMENT ON COLUMN mart.materiel_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.materiel_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.materiel_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.materiel_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.materiel_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.materiel_words.event_id IS 'The report';
COMMENT ON COLUMN mart.materiel_words.article_id IS 'The article';
COMMENT ON COLUMN mart.materiel_words.extractor_version IS 'Version of the extractor that read the report';

CREATE VIEW mart.control_words (
    week_on, area_level, admin1_code, side_level, side, change, how, incident_id, started_on,
    place_name, quote, source_class, source_name, outlet, url, title, published_on, event_id,
    article_id, extractor_version
) AS
SELECT
    i.week_on, area.area_level, area.admin1_code, who.side_level, who.group_code, who.change, c.how,
    i.incident_id, i.started_on, c.place_name, c.quote, e.source_class, e.source_name, a.outlet,
    a.url, t.title, e.published_on, e.event_id, e.article_id, e.extractor_version
FROM core.incident AS i
JOIN core.incident_event AS ie ON ie.incident_id = i.incident_id
JOIN core.event AS e ON e.event_id = ie.event_id
JOIN core.control AS c ON c.event_id = e.event_id
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on
CROSS JOIN LATERAL (
    SELECT DISTINCT g.side_level, g.group_code, role.change
    FROM (VALUES ('gained', c.gained_by), ('lost', c.lost_by)) AS role (change, sides)
    JOIN mart.side_group AS g
        ON g.side = ANY(coalesce(nullif(role.sides, '{}'), '{unknown}'))
) AS who
CROSS JOIN LATERAL (
    VALUES ('governorate', coalesce(i.admin1_code::text, 'none')), ('country', 'SY')
) AS area (area_level, admin1_code);
COMMENT ON VIEW mart.control_words IS 'Each claim behind a cell of weekly_control, with its incident, source, article and words';
COMMENT ON COLUMN mart.control_words.week_on IS 'Monday of the ISO week';
COMMENT ON COLUMN mart.control_words.area_level IS 'governorate or country';
COMMENT ON COLUMN mart.control_words.admin1_code IS 'Area, as in the weekly tables: governorate, none, or SY';
COMMENT ON COLUMN mart.control_words.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.control_words.side IS 'Who gained or lost, as in the weekly table';
COMMENT ON COLUMN mart.control_words.change IS 'gained or lost';
COMMENT ON COLUMN mart.control_words.how IS 'seized or transferred';
COMMENT ON COLUMN mart.control_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.control_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.control_words.place_name IS 'The place that changed hands';
COMMENT ON COLUMN mart.control_words.quote IS 'The words themselves';
COMMENT ON COLUMN mart.control_words.source_class IS 'Camp of the source that is quoted; null where the outlet speaks itself';
COMMENT ON COLUMN mart.control_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.control_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.control_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.control_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.control_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.control_words.event_id IS 'The report';
COMMENT ON COLUMN mart.control_words.article_id IS 'The article';
COMMENT ON COLUMN mart.control_words.extractor_version IS 'Version of the extractor that read the report';

CREATE FUNCTION mart.casualties_as_known(at timestamptz) RETURNS SETOF mart.weekly_revisions
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (week_on, admin1_code, victim, outcome, category) *
    FROM mart.weekly_revisions
    WHERE known_at <= at
    ORDER BY week_on, admin1_code, victim, outcome, category, known_at DESC
$$;
COMMENT ON FUNCTION mart.casualties_as_known(timestamptz) IS 'Weekly casualties as they stood at an instant: the newest revision of each cell until then';
