-- The codebook's closed lists as domains: a value outside its list cannot be stored.
-- A test holds these lists equal to the enumerations of tawthiq.model.

CREATE DOMAIN core.event_type AS text CHECK (VALUE IN (
    'armed_clash', 'territory_gain', 'air_strike', 'shelling', 'explosive', 'suicide_attack',
    'chemical_attack', 'attack_on_civilians', 'abduction', 'arrest', 'agreement',
    'territory_transfer', 'displacement', 'other'
));
COMMENT ON DOMAIN core.event_type IS 'What happened; maps one to one onto ACLED sub-event types';

CREATE DOMAIN core.event_scope AS text CHECK (VALUE IN (
    'incident', 'aggregate', 'background'
));
COMMENT ON DOMAIN core.event_scope IS 'One happening, a sum over several, or the distant past';

CREATE DOMAIN core.date_basis AS text CHECK (VALUE IN (
    'stated', 'carried', 'published'
));
COMMENT ON DOMAIN core.date_basis IS 'What an event''s day rests on';

CREATE DOMAIN core.actor AS text CHECK (VALUE IN (
    'gov', 'gov_militia', 'hezbollah', 'iran', 'russia', 'opposition', 'jihadist', 'isis',
    'sdf', 'turkey', 'coalition', 'israel', 'transitional_gov', 'gov_remnants', 'local_armed',
    'other_state', 'civilians', 'unknown'
));
COMMENT ON DOMAIN core.actor IS 'A side';

CREATE DOMAIN core.actor_list AS text[] CHECK (VALUE <@ ARRAY[
    'gov', 'gov_militia', 'hezbollah', 'iran', 'russia', 'opposition', 'jihadist', 'isis',
    'sdf', 'turkey', 'coalition', 'israel', 'transitional_gov', 'gov_remnants', 'local_armed',
    'other_state', 'civilians', 'unknown'
]);
COMMENT ON DOMAIN core.actor_list IS 'Sides';

CREATE DOMAIN core.admin1_list AS text[] CHECK (VALUE <@ ARRAY[
    'SY-DI', 'SY-RD', 'SY-HL', 'SY-HM', 'SY-HI', 'SY-ID', 'SY-LA', 'SY-TA', 'SY-DR', 'SY-SU',
    'SY-QU', 'SY-RA', 'SY-DY', 'SY-HA'
]);
COMMENT ON DOMAIN core.admin1_list IS 'Governorates, ISO 3166-2';

CREATE DOMAIN core.admin1 AS text CHECK (VALUE IN (
    'SY-DI', 'SY-RD', 'SY-HL', 'SY-HM', 'SY-HI', 'SY-ID', 'SY-LA', 'SY-TA', 'SY-DR', 'SY-SU',
    'SY-QU', 'SY-RA', 'SY-DY', 'SY-HA'
));
COMMENT ON DOMAIN core.admin1 IS 'A governorate, ISO 3166-2';

CREATE DOMAIN core.method_list AS text[] CHECK (VALUE <@ ARRAY[
    'air_raid', 'barrel_bomb', 'drone', 'artillery', 'mortar', 'rocket', 'missile',
    'cluster_munition', 'incendiary', 'chemical', 'car_bomb', 'suicide_bomb', 'ied', 'mine',
    'tunnel_bomb', 'small_arms', 'sniper', 'ambush', 'execution', 'torture', 'siege', 'other'
]);
COMMENT ON DOMAIN core.method_list IS 'With what it was done';

CREATE DOMAIN core.source_class AS text CHECK (VALUE IN (
    'monitor', 'civil_defence', 'activists', 'opposition', 'government', 'isis', 'jihadist',
    'sdf', 'russia', 'turkey', 'coalition', 'israel', 'iran', 'un', 'reporter', 'military',
    'other'
));
COMMENT ON DOMAIN core.source_class IS 'The camp of whoever the article says it from';

CREATE DOMAIN core.outcome AS text CHECK (VALUE IN (
    'killed', 'wounded', 'killed_or_wounded', 'captured', 'abducted', 'arrested', 'missing',
    'displaced', 'killed_or_captured'
));
COMMENT ON DOMAIN core.outcome IS 'What befell people';

CREATE DOMAIN core.qualifier AS text CHECK (VALUE IN (
    'exact', 'about', 'more_than', 'at_least', 'up_to', 'range', 'some', 'tens', 'hundreds',
    'thousands'
));
COMMENT ON DOMAIN core.qualifier IS 'How a figure is meant; decides which bounds are given';

CREATE DOMAIN core.category AS text CHECK (VALUE IN (
    'children', 'women', 'men', 'medics', 'rescuers', 'journalists', 'officers', 'leaders',
    'prisoners'
));
COMMENT ON DOMAIN core.category IS 'Who the people were, within their side';

CREATE DOMAIN core.munition AS text CHECK (VALUE IN (
    'air_raid', 'barrel_bomb', 'shell', 'rocket', 'missile', 'strike', 'other'
));
COMMENT ON DOMAIN core.munition IS 'What was fired or dropped';

CREATE DOMAIN core.item AS text CHECK (VALUE IN (
    'tank', 'armoured_vehicle', 'vehicle', 'aircraft', 'helicopter', 'drone', 'artillery',
    'heavy_equipment', 'weapons', 'depot', 'military_site', 'hospital', 'school', 'mosque',
    'market', 'bakery', 'civil_defence_centre', 'housing', 'infrastructure', 'other'
));
COMMENT ON DOMAIN core.item IS 'Materiel and buildings';

CREATE DOMAIN core.fate AS text CHECK (VALUE IN (
    'destroyed', 'damaged', 'captured', 'shot_down'
));
COMMENT ON DOMAIN core.fate IS 'What became of materiel';

CREATE DOMAIN core.how AS text CHECK (VALUE IN (
    'seized', 'transferred'
));
COMMENT ON DOMAIN core.how IS 'How a place changed hands';

CREATE DOMAIN core.part AS text CHECK (VALUE IN (
    'title', 'text'
));
COMMENT ON DOMAIN core.part IS 'Which text of the article an evidence span slices';
