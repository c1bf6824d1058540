-- What probably happened, counted once, and the weekly tables that rest on it.

CREATE TABLE core.incident (
    incident_id text PRIMARY KEY,
    event_type core.event_type NOT NULL,
    started_on date NOT NULL,
    ended_on date NOT NULL,
    week_on date NOT NULL,
    admin1_code core.admin1,
    admin1_codes core.admin1_list NOT NULL,
    place_names text[] NOT NULL,
    attackers core.actor_list NOT NULL,
    targets core.actor_list NOT NULL,
    event_count integer NOT NULL CHECK (event_count >= 1),
    article_count integer NOT NULL CHECK (article_count >= 1),
    source_count integer NOT NULL CHECK (source_count >= 1),
    is_contested boolean NOT NULL,
    CHECK (started_on <= ended_on)
);
CREATE INDEX incident_week_idx ON core.incident (week_on, admin1_code);
COMMENT ON TABLE core.incident IS 'One happening as the reports of all outlets tell it together';
COMMENT ON COLUMN core.incident.incident_id IS 'Hash of its first report (by publication day, article, event)';
COMMENT ON COLUMN core.incident.event_type IS 'Type that most of its reports give';
COMMENT ON COLUMN core.incident.started_on IS 'Earliest day its reports give';
COMMENT ON COLUMN core.incident.ended_on IS 'Latest day its reports give';
COMMENT ON COLUMN core.incident.week_on IS 'Monday of the week in which it began';
COMMENT ON COLUMN core.incident.admin1_code IS 'Its governorate; null where none or several are named';
COMMENT ON COLUMN core.incident.admin1_codes IS 'All governorates its reports name';
COMMENT ON COLUMN core.incident.place_names IS 'Places its reports name, as spelled';
COMMENT ON COLUMN core.incident.attackers IS 'Sides that any report names as attacker';
COMMENT ON COLUMN core.incident.targets IS 'Sides that any report names as target';
COMMENT ON COLUMN core.incident.event_count IS 'Reports (events as told) joined here';
COMMENT ON COLUMN core.incident.article_count IS 'Articles that tell of it';
COMMENT ON COLUMN core.incident.source_count IS 'Independent sources: outlets or quoted sources, copies once';
COMMENT ON COLUMN core.incident.is_contested IS 'Whether two sources give different exact figures for one outcome and side';

CREATE TABLE core.incident_event (
    event_id text PRIMARY KEY REFERENCES core.event (event_id) ON DELETE CASCADE,
    incident_id text NOT NULL
);
CREATE INDEX incident_event_incident_idx ON core.incident_event (incident_id);
COMMENT ON TABLE core.incident_event IS 'Which report belongs to which incident';
COMMENT ON COLUMN core.incident_event.event_id IS 'The report';
COMMENT ON COLUMN core.incident_event.incident_id IS 'The incident';

CREATE TABLE core.incident_figure (
    incident_id text NOT NULL,
    outcome core.outcome NOT NULL,
    victim core.actor NOT NULL,
    category text NOT NULL,
    count_low integer NOT NULL CHECK (count_low >= 0),
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    claim_count integer NOT NULL CHECK (claim_count >= 1),
    source_count integer NOT NULL CHECK (source_count >= 1),
    PRIMARY KEY (incident_id, outcome, victim, category),
    CHECK (count_low <= count_best AND count_best <= count_high)
);
COMMENT ON TABLE core.incident_figure IS 'Low, best and high of an incident by outcome, side and category';
COMMENT ON COLUMN core.incident_figure.incident_id IS 'The incident';
COMMENT ON COLUMN core.incident_figure.outcome IS 'What befell people';
COMMENT ON COLUMN core.incident_figure.victim IS 'Whose people';
COMMENT ON COLUMN core.incident_figure.category IS 'all, or a category that is a part of all and never added to it';
COMMENT ON COLUMN core.incident_figure.count_low IS 'Lowest figure of any source; a vague one by its convention';
COMMENT ON COLUMN core.incident_figure.count_best IS 'Figure that most sources give; the middle one where none is commoner';
COMMENT ON COLUMN core.incident_figure.count_high IS 'Highest figure of any source';
COMMENT ON COLUMN core.incident_figure.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN core.incident_figure.source_count IS 'Independent sources it rests on';

CREATE TABLE ops.published_week (
    week_on date PRIMARY KEY,
    run_id text,
    published_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ops.published_week IS 'When the marts of a week were last rebuilt';
COMMENT ON COLUMN ops.published_week.week_on IS 'Monday of the week';
COMMENT ON COLUMN ops.published_week.run_id IS 'The run that rebuilt it';
COMMENT ON COLUMN ops.published_week.published_at IS 'When (UTC)';

CREATE TABLE mart.weekly_casualties (
    week_on date NOT NULL,
    admin1_code text NOT NULL,
    victim core.actor NOT NULL,
    outcome core.outcome NOT NULL,
    category text NOT NULL,
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, victim, outcome, category)
);
COMMENT ON TABLE mart.weekly_casualties IS 'People harmed by week, governorate, side, outcome and category; category rows are parts of all';
COMMENT ON COLUMN mart.weekly_casualties.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_casualties.admin1_code IS 'Governorate; none where no or several governorates are named';
COMMENT ON COLUMN mart.weekly_casualties.victim IS 'Whose people';
COMMENT ON COLUMN mart.weekly_casualties.outcome IS 'What befell them';
COMMENT ON COLUMN mart.weekly_casualties.category IS 'all, or a category that is a part of all and never added to it';
COMMENT ON COLUMN mart.weekly_casualties.count_low IS 'Sum of the incidents'' low figures';
COMMENT ON COLUMN mart.weekly_casualties.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_casualties.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_casualties.incident_count IS 'Incidents it rests on';
COMMENT ON COLUMN mart.weekly_casualties.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_casualties.article_count IS 'Articles it rests on';
COMMENT ON COLUMN mart.weekly_casualties.source_count IS 'Most independent sources that any of its incidents has';

CREATE TABLE mart.weekly_events (
    week_on date NOT NULL,
    admin1_code text NOT NULL,
    event_type core.event_type NOT NULL,
    incident_count integer NOT NULL,
    event_count integer NOT NULL,
    contested_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, event_type)
);
COMMENT ON TABLE mart.weekly_events IS 'Incidents by week, governorate and type';
COMMENT ON COLUMN mart.weekly_events.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_events.admin1_code IS 'Governorate; none where no or several governorates are named';
COMMENT ON COLUMN mart.weekly_events.event_type IS 'Type of the incidents';
COMMENT ON COLUMN mart.weekly_events.incident_count IS 'Incidents';
COMMENT ON COLUMN mart.weekly_events.event_count IS 'Reports of them';
COMMENT ON COLUMN mart.weekly_events.contested_count IS 'Incidents with contradicting figures';
COMMENT ON COLUMN mart.weekly_events.article_count IS 'Articles it rests on';
COMMENT ON COLUMN mart.weekly_events.source_count IS 'Most independent sources that any of its incidents has';

-- Drill-down: from a cell of the weekly tables to incidents, claims, articles and the words.
CREATE VIEW mart.casualty_words AS
SELECT
    i.week_on, coalesce(i.admin1_code, 'none') AS admin1_code, i.incident_id, i.event_type,
    i.started_on, i.place_names, c.outcome, c.victim, c.category, c.count_low, c.count_high,
    c.qualifier, c.part_of_claim_id, c.quote, e.source_class, e.source_name, a.outlet, a.url,
    t.title, e.published_on, c.claim_id, e.event_id
FROM core.incident AS i
JOIN core.incident_event AS ie USING (incident_id)
JOIN core.event AS e USING (event_id)
JOIN core.casualty AS c USING (event_id)
JOIN raw.article AS a ON a.article_id = e.article_id
JOIN raw.article_text AS t
    ON t.article_id = e.article_id AND t.version = e.version AND t.published_on = e.published_on;
COMMENT ON VIEW mart.casualty_words IS 'Each claim behind a cell of weekly_casualties, with its source, article and words';
COMMENT ON COLUMN mart.casualty_words.week_on IS 'Monday of the week';
COMMENT ON COLUMN mart.casualty_words.admin1_code IS 'Governorate, as in weekly_casualties';
COMMENT ON COLUMN mart.casualty_words.incident_id IS 'The incident';
COMMENT ON COLUMN mart.casualty_words.event_type IS 'Its type';
COMMENT ON COLUMN mart.casualty_words.started_on IS 'Its first day';
COMMENT ON COLUMN mart.casualty_words.place_names IS 'Its places';
COMMENT ON COLUMN mart.casualty_words.outcome IS 'What befell people';
COMMENT ON COLUMN mart.casualty_words.victim IS 'Whose people';
COMMENT ON COLUMN mart.casualty_words.category IS 'Which people, null for all';
COMMENT ON COLUMN mart.casualty_words.count_low IS 'Figure as told, low';
COMMENT ON COLUMN mart.casualty_words.count_high IS 'Figure as told, high';
COMMENT ON COLUMN mart.casualty_words.qualifier IS 'How the figure is meant';
COMMENT ON COLUMN mart.casualty_words.part_of_claim_id IS 'The claim that already contains these people';
COMMENT ON COLUMN mart.casualty_words.quote IS 'The words themselves';
COMMENT ON COLUMN mart.casualty_words.source_class IS 'Camp of the source';
COMMENT ON COLUMN mart.casualty_words.source_name IS 'Who says so, as written';
COMMENT ON COLUMN mart.casualty_words.outlet IS 'Outlet of the article';
COMMENT ON COLUMN mart.casualty_words.url IS 'Address of the article';
COMMENT ON COLUMN mart.casualty_words.title IS 'Title of the article';
COMMENT ON COLUMN mart.casualty_words.published_on IS 'Day of publication';
COMMENT ON COLUMN mart.casualty_words.claim_id IS 'The claim';
COMMENT ON COLUMN mart.casualty_words.event_id IS 'The report';
