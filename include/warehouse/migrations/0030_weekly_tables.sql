-- The weekly tables in full: governorate and country, side and bloc, and what each row rests on.
-- Tables of mart are made from core alone: those of before are dropped, and every week is published
-- anew by the next publish.

DROP VIEW mart.casualty_words;
DROP TABLE mart.weekly_casualties;
DROP TABLE mart.weekly_events;
DELETE FROM ops.published_week;

CREATE TABLE mart.side_group (
    side core.actor NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    group_code text NOT NULL,
    PRIMARY KEY (side, side_level)
);
COMMENT ON TABLE mart.side_group IS 'Which rows of the weekly tables a side enters: its own, its bloc''s, and that of everyone';
COMMENT ON COLUMN mart.side_group.side IS 'A side';
COMMENT ON COLUMN mart.side_group.side_level IS 'side, bloc or all';
COMMENT ON COLUMN mart.side_group.group_code IS 'The side itself, its bloc, or everyone';
INSERT INTO mart.side_group (side, side_level, group_code)
SELECT side, level, CASE level WHEN 'side' THEN side WHEN 'bloc' THEN bloc ELSE 'everyone' END
FROM (VALUES
    ('gov', 'government_bloc'),
    ('gov_militia', 'government_bloc'),
    ('hezbollah', 'government_bloc'),
    ('iran', 'government_bloc'),
    ('russia', 'government_bloc'),
    ('opposition', 'opposition_bloc'),
    ('jihadist', 'jihadist_bloc'),
    ('isis', 'isis_bloc'),
    ('sdf', 'sdf_bloc'),
    ('turkey', 'opposition_bloc'),
    ('coalition', 'sdf_bloc'),
    ('israel', 'israel_bloc'),
    ('transitional_gov', 'transition_bloc'),
    ('gov_remnants', 'remnants_bloc'),
    ('local_armed', 'local_bloc'),
    ('other_state', 'other_state_bloc'),
    ('civilians', 'civilians_bloc'),
    ('unknown', 'unknown_bloc')
) AS known (side, bloc), unnest(ARRAY['side', 'bloc', 'all']) AS level;

CREATE TABLE mart.weekly_casualties (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    victim text NOT NULL,
    outcome core.outcome NOT NULL,
    category text NOT NULL,
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    residual_best integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    contested_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, victim, outcome, category)
);
COMMENT ON TABLE mart.weekly_casualties IS 'People harmed by week, area, side, outcome and category; category rows are parts of all. Low and high are sums of incidents'' lows and highs, which all being low at once makes wider than likely';
COMMENT ON COLUMN mart.weekly_casualties.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_casualties.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_casualties.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_casualties.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_casualties.victim IS 'Whose people; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_casualties.outcome IS 'What befell them';
COMMENT ON COLUMN mart.weekly_casualties.category IS 'all, or a category that is a part of all and never added to it';
COMMENT ON COLUMN mart.weekly_casualties.count_low IS 'Sum of the incidents'' low figures';
COMMENT ON COLUMN mart.weekly_casualties.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_casualties.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_casualties.residual_best IS 'Part of count_best that only sums over several happenings tell, beyond the incidents known one by one';
COMMENT ON COLUMN mart.weekly_casualties.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_casualties.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_casualties.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_casualties.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';
COMMENT ON COLUMN mart.weekly_casualties.contested_count IS 'Incidents among them whose sources give figures that cannot both be true';

CREATE TABLE mart.weekly_events (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    event_type text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    attacker text NOT NULL,
    incident_count integer NOT NULL,
    event_count integer NOT NULL,
    contested_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, event_type, attacker)
);
COMMENT ON TABLE mart.weekly_events IS 'Incidents by week, area, type and side of the attackers; one with attackers of several sides stands in the row of each, once in that of everyone';
COMMENT ON COLUMN mart.weekly_events.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_events.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_events.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_events.event_type IS 'Type of the incidents, or any for all types';
COMMENT ON COLUMN mart.weekly_events.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_events.attacker IS 'Who did it; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_events.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_events.event_count IS 'Reports of them';
COMMENT ON COLUMN mart.weekly_events.contested_count IS 'Incidents with contradicting figures or attackers';
COMMENT ON COLUMN mart.weekly_events.claim_count IS 'Claims about people in their reports';
COMMENT ON COLUMN mart.weekly_events.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_events.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';

CREATE TABLE mart.weekly_strikes (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    munition core.munition NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    attacker text NOT NULL,
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, munition, attacker)
);
COMMENT ON TABLE mart.weekly_strikes IS 'Raids, bombs, shells and rockets by week, area, munition and side of the attackers, where a number is told; one with attackers of several sides stands in the row of each';
COMMENT ON COLUMN mart.weekly_strikes.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_strikes.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_strikes.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_strikes.munition IS 'What was fired or dropped; strike is a total over kinds and never added to them';
COMMENT ON COLUMN mart.weekly_strikes.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_strikes.attacker IS 'Who did it; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_strikes.count_low IS 'Sum of the incidents'' low figures';
COMMENT ON COLUMN mart.weekly_strikes.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_strikes.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_strikes.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_strikes.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_strikes.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_strikes.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';

CREATE TABLE mart.weekly_materiel (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    owner text NOT NULL,
    item core.item NOT NULL,
    fate core.fate NOT NULL,
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, owner, item, fate)
);
COMMENT ON TABLE mart.weekly_materiel IS 'Equipment and buildings lost or taken by week, area, owner, item and fate';
COMMENT ON COLUMN mart.weekly_materiel.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_materiel.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_materiel.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_materiel.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_materiel.owner IS 'Whose it was; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_materiel.item IS 'What it was';
COMMENT ON COLUMN mart.weekly_materiel.fate IS 'What became of it';
COMMENT ON COLUMN mart.weekly_materiel.count_low IS 'Sum of the incidents'' low figures';
COMMENT ON COLUMN mart.weekly_materiel.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_materiel.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_materiel.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_materiel.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_materiel.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_materiel.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';

CREATE TABLE mart.weekly_control (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    side text NOT NULL,
    how core.how NOT NULL,
    gained_count integer NOT NULL,
    lost_count integer NOT NULL,
    gained_places text[] NOT NULL,
    lost_places text[] NOT NULL,
    contested_count integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    PRIMARY KEY (week_on, admin1_code, side, how)
);
COMMENT ON TABLE mart.weekly_control IS 'Places that changed hands by week, area, side and way; each place counts once a row';
COMMENT ON COLUMN mart.weekly_control.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_control.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_control.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_control.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_control.side IS 'Who gained or lost them; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_control.how IS 'seized by force, or transferred';
COMMENT ON COLUMN mart.weekly_control.gained_count IS 'Places that it gained';
COMMENT ON COLUMN mart.weekly_control.lost_count IS 'Places that it lost';
COMMENT ON COLUMN mart.weekly_control.gained_places IS 'Their names, as most reports spell them';
COMMENT ON COLUMN mart.weekly_control.lost_places IS 'Their names, as most reports spell them';
COMMENT ON COLUMN mart.weekly_control.contested_count IS 'Places among them that reports give to different sides';
COMMENT ON COLUMN mart.weekly_control.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_control.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_control.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_control.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';

CREATE TABLE mart.weekly_sources (
    week_on date NOT NULL,
    source_kind text NOT NULL CHECK (source_kind IN ('outlet', 'camp')),
    source text NOT NULL,
    article_count integer NOT NULL,
    event_count integer NOT NULL,
    claim_count integer NOT NULL,
    incident_count integer NOT NULL,
    alone_count integer NOT NULL,
    coverage real NOT NULL CHECK (coverage BETWEEN 0 AND 1),
    compared_count integer NOT NULL,
    agreed_count integer NOT NULL,
    contradicted_count integer NOT NULL,
    difference_sum integer NOT NULL,
    PRIMARY KEY (week_on, source_kind, source)
);
COMMENT ON TABLE mart.weekly_sources IS 'What each outlet, and each camp that is quoted, told of a week: coverage, agreement with the others, contradiction';
COMMENT ON COLUMN mart.weekly_sources.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_sources.source_kind IS 'outlet, or camp: the class of whoever is quoted, own where the outlet speaks itself';
COMMENT ON COLUMN mart.weekly_sources.source IS 'Name of the outlet, or the camp';
COMMENT ON COLUMN mart.weekly_sources.article_count IS 'Its articles that tell of incidents of the week';
COMMENT ON COLUMN mart.weekly_sources.event_count IS 'Its reports of them';
COMMENT ON COLUMN mart.weekly_sources.claim_count IS 'Its claims about people';
COMMENT ON COLUMN mart.weekly_sources.incident_count IS 'Incidents that it tells of';
COMMENT ON COLUMN mart.weekly_sources.alone_count IS 'Incidents among them that nobody else of its kind tells of';
COMMENT ON COLUMN mart.weekly_sources.coverage IS 'Share of all incidents of the week that it tells of';
COMMENT ON COLUMN mart.weekly_sources.compared_count IS 'Figures of it that can be laid beside those of another independent source';
COMMENT ON COLUMN mart.weekly_sources.agreed_count IS 'Among them those equal to the best figure';
COMMENT ON COLUMN mart.weekly_sources.contradicted_count IS 'Among them those that differ from the best where the figure is contested';
COMMENT ON COLUMN mart.weekly_sources.difference_sum IS 'Sum of its figures less the best ones over the compared; below zero where it tells less than the others';

CREATE TABLE mart.weekly_revisions (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    victim text NOT NULL,
    outcome core.outcome NOT NULL,
    category text NOT NULL,
    known_at timestamptz NOT NULL,
    revision_number integer NOT NULL CHECK (revision_number >= 1),
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    source_count integer NOT NULL,
    change_best integer NOT NULL,
    reasons text[] NOT NULL,
    PRIMARY KEY (week_on, admin1_code, victim, outcome, category, known_at)
);
COMMENT ON TABLE mart.weekly_revisions IS 'What the figures of a week were as known at each later time: a row is added whenever a publish finds a figure changed, and none is ever removed';
COMMENT ON COLUMN mart.weekly_revisions.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_revisions.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_revisions.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_revisions.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_revisions.victim IS 'Whose people; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_revisions.outcome IS 'What befell them';
COMMENT ON COLUMN mart.weekly_revisions.category IS 'all, or a category that is a part of all';
COMMENT ON COLUMN mart.weekly_revisions.known_at IS 'Since when this is what we knew';
COMMENT ON COLUMN mart.weekly_revisions.revision_number IS '1 for the first figure, then counting up';
COMMENT ON COLUMN mart.weekly_revisions.count_low IS 'Sum of the incidents'' low figures, 0 once no incident has it';
COMMENT ON COLUMN mart.weekly_revisions.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_revisions.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_revisions.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_revisions.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_revisions.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';
COMMENT ON COLUMN mart.weekly_revisions.change_best IS 'count_best less that of the revision before; the figure itself for the first';
COMMENT ON COLUMN mart.weekly_revisions.reasons IS 'What changed in the week since its last revision: first publication, new report, report gone, report changed, new extractor, new place or copy, recomputed';

CREATE TABLE mart.weekly_summary (
    week_on date NOT NULL,
    area_level text NOT NULL CHECK (area_level IN ('governorate', 'country')),
    admin1_code text NOT NULL,
    side_level text NOT NULL CHECK (side_level IN ('side', 'bloc', 'all')),
    victim text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('killed', 'wounded')),
    count_low integer NOT NULL,
    count_best integer NOT NULL,
    count_high integer NOT NULL,
    incident_count integer NOT NULL,
    claim_count integer NOT NULL,
    article_count integer NOT NULL,
    source_count integer NOT NULL,
    previous_best integer,
    change_best integer,
    mean_4_weeks real,
    baseline_weeks integer NOT NULL,
    baseline_median real,
    unusual_score real,
    is_unusual boolean NOT NULL,
    test_name text NOT NULL,
    PRIMARY KEY (week_on, admin1_code, victim, outcome)
);
COMMENT ON TABLE mart.weekly_summary IS 'The headline: killed and wounded by area and side beside the weeks before, with unusual weeks marked; a side of the eight weeks before that has none now has a row of zero';
COMMENT ON COLUMN mart.weekly_summary.week_on IS 'Monday of the ISO week in which the incidents began';
COMMENT ON COLUMN mart.weekly_summary.area_level IS 'governorate or country; choose one of them, never add rows of both';
COMMENT ON COLUMN mart.weekly_summary.admin1_code IS 'Governorate; none where no or several governorates are named; SY for the whole country, none included';
COMMENT ON COLUMN mart.weekly_summary.side_level IS 'side, bloc or all; choose one of them, never add rows of two';
COMMENT ON COLUMN mart.weekly_summary.victim IS 'Whose people; a bloc as in mart.side_group, or everyone';
COMMENT ON COLUMN mart.weekly_summary.outcome IS 'killed or wounded';
COMMENT ON COLUMN mart.weekly_summary.count_low IS 'Sum of the incidents'' low figures';
COMMENT ON COLUMN mart.weekly_summary.count_best IS 'Sum of the incidents'' best figures';
COMMENT ON COLUMN mart.weekly_summary.count_high IS 'Sum of the incidents'' high figures';
COMMENT ON COLUMN mart.weekly_summary.incident_count IS 'Incidents it rests on, each counted once; residuals of sums are not counted';
COMMENT ON COLUMN mart.weekly_summary.claim_count IS 'Claims it rests on';
COMMENT ON COLUMN mart.weekly_summary.article_count IS 'Articles it rests on, each counted once';
COMMENT ON COLUMN mart.weekly_summary.source_count IS 'Independent sources it rests on: copies and repeated quotations count once';
COMMENT ON COLUMN mart.weekly_summary.previous_best IS 'count_best of the week before; null where that week was not published';
COMMENT ON COLUMN mart.weekly_summary.change_best IS 'count_best less previous_best';
COMMENT ON COLUMN mart.weekly_summary.mean_4_weeks IS 'Mean of count_best over the published ones of the four weeks before; null where there is none';
COMMENT ON COLUMN mart.weekly_summary.baseline_weeks IS 'Published weeks among the eight before, on which the test rests';
COMMENT ON COLUMN mart.weekly_summary.baseline_median IS 'Median of count_best over them';
COMMENT ON COLUMN mart.weekly_summary.unusual_score IS 'Modified z-score 0.6745 (best - median) / MAD over them; where MAD is 0, (best - median) / (1.2533 mean absolute deviation); null below four weeks or without any spread';
COMMENT ON COLUMN mart.weekly_summary.is_unusual IS 'Whether the score is beyond 3.5 either way, the bound of Iglewicz and Hoaglin (1993), and the week differs from the median by 5 people or more';
COMMENT ON COLUMN mart.weekly_summary.test_name IS 'modified_z_8_weeks, or none where there are too few weeks before';
