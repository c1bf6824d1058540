-- A synthetic warehouse, the same each time: %(claims)s claims about people in half as many reports
-- of a fourth as many articles, joined into a fifth as many incidents over four years. Governorates,
-- sides and types are as uneven as in the archives; one incident in five has a strike, one in ten
-- materiel, one in twenty a change of control. Rows lie in the order of the nights that brought them.
SET LOCAL session_replication_role = replica;  -- no triggers: nothing is to be reconciled
SELECT setseed(0.5);
INSERT INTO ops.batch (batch_id, batch_name, article_count, event_count, quarantined_count, touched_weeks)
VALUES (repeat('0', 32), 'stock', 0, 0, 0, '{}');
SELECT raw.ensure_article_text_partitions(
    ARRAY(SELECT day::date FROM generate_series(date '2018-01-01', date '2022-02-01', interval '1 month') AS day)
);
CREATE TEMPORARY TABLE incident ON COMMIT DROP AS
SELECT
    n, 'i' || lpad(to_hex(n), 15, '0') AS incident_id, date '2018-01-01' + (n * 1450.0 / (%(claims)s / 5) + random() * 5)::int AS day,
    areas[1 + (random() ^ 2 * 13)::int] AS admin1, types[1 + (random() ^ 2 * 13)::int] AS event_type,
    sides[1 + (random() ^ 2 * 8)::int] AS attacker, sides[1 + (random() ^ 3 * 8)::int] AS victim
FROM generate_series(1, %(claims)s / 5) AS n
CROSS JOIN (
    SELECT
        '{SY-RD,SY-HL,SY-ID,SY-DI,SY-DY,SY-HM,SY-HI,SY-DR,SY-RA,SY-HA,SY-LA,SY-SU,SY-QU,SY-TA}'::text[]
            AS areas,
        '{shelling,air_strike,armed_clash,explosive,other,arrest,territory_gain,attack_on_civilians,
          abduction,displacement,agreement,suicide_attack,territory_transfer,chemical_attack}'::text[]
            AS types,
        '{civilians,gov,opposition,unknown,isis,russia,sdf,jihadist,turkey}'::text[] AS sides
) AS lists;
ANALYZE incident;
INSERT INTO core.incident (
    incident_id, kind, event_type, started_on, ended_on, date_basis, week_on, admin1_code, admin1_codes,
    place_names, attackers, targets, methods, event_count, article_count, outlet_count, source_count,
    claim_count, is_contested, confidence, first_known_at, last_changed_at)
SELECT
    incident_id, 'incident', event_type, day, day, 'stated', date_trunc('week', day)::date, admin1,
    ARRAY[admin1], '{}', ARRAY[attacker], ARRAY[victim], '{}', 2, 2, 2, 2, 5, n %% 7 = 0, 'fair', now(), now()
FROM incident;
CREATE TEMPORARY TABLE report ON COMMIT DROP AS
SELECT
    r.n, i.incident_id, i.event_type, i.day, i.admin1, i.attacker, i.victim,
    'a' || lpad(to_hex(r.n / 2), 15, '0') AS article_id, 'outlet ' || (r.n / 2) %% 40 AS outlet,
    'a' || lpad(to_hex(r.n / 2), 15, '0') || '/v/e' || r.n AS event_id,
    (ARRAY[NULL, NULL, 'monitor', 'government', 'activists', 'opposition'])[1 + (random() * 5)::int] AS camp
FROM generate_series(1, %(claims)s / 2) AS r (n)
JOIN incident AS i ON i.n = 1 + (r.n * 2 / 5) %% (%(claims)s / 5);
ANALYZE report;
INSERT INTO raw.article (
    article_id, outlet, url, current_version, current_published_on, first_seen_at, last_seen_at)
SELECT article_id, min(outlet), 'https://news.example/' || article_id, 'v', min(day), now(), now()
FROM report GROUP BY article_id;
ANALYZE raw.article;
INSERT INTO raw.article_text (
    article_id, version, published_on, language, title, body, first_seen_at, last_seen_at)
SELECT article_id, 'v', current_published_on, 'ar', 'عنوان ' || article_id, repeat('كلمة ', 120), now(), now()
FROM raw.article;
INSERT INTO core.event (
    event_id, article_id, version, event_key, event_number, event_type, scope, started_on, ended_on,
    date_basis, published_on, admin1_codes, attackers, targets, methods, source_class, source_name, rule,
    extractor_version, evidence, record, digest, batch_id)
SELECT
    event_id, article_id, 'v', 'e' || n, 1 + n %% 2, event_type, 'incident', day, day, 'stated',
    a.current_published_on, ARRAY[admin1], ARRAY[attacker], ARRAY[victim], '{}', camp,
    CASE WHEN camp IS NOT NULL THEN camp || ' ' || n %% 9 END, 'stock', '1',
    jsonb_build_array(jsonb_build_object('quote', 'كلمات الخبر')), '{}', 'd', repeat('0', 32)
FROM report
JOIN raw.article AS a USING (article_id);
INSERT INTO core.incident_event (event_id, incident_id, article_id, component_id)
SELECT event_id, incident_id, article_id, incident_id FROM report;
CREATE TEMPORARY TABLE claim ON COMMIT DROP AS
SELECT r.*, outcome, event_id || '/' || outcome AS claim_id, 1 + (random() ^ 6 * 60)::int AS number
FROM report AS r
CROSS JOIN unnest(ARRAY['killed', 'wounded']) AS outcome;
ANALYZE claim;
INSERT INTO core.casualty (
    claim_id, event_id, claim_key, outcome, victim, count_low, count_high, qualifier, quote)
SELECT claim_id, event_id, outcome, outcome, victim, number, number, 'exact', 'قتل عدد' FROM claim;
INSERT INTO core.incident_claim (claim_id, incident_id, source_key, standing)
SELECT claim_id, incident_id, coalesce(camp || ':' || camp || ' ' || n %% 9, 'outlet:' || outlet), 'stands'
FROM claim;
INSERT INTO core.incident_figure (
    incident_id, outcome, victim, category, count_low, count_best, count_high, claim_count, source_count,
    figure_basis, is_contested)
SELECT
    incident_id, outcome, min(victim), 'all', min(number), min(number), max(number), count(*), 2, 'number',
    min(number) < max(number)
FROM claim GROUP BY incident_id, outcome;
INSERT INTO core.strike (strike_id, event_id, munition, count_low, count_high, qualifier, quote)
SELECT event_id || '/s', event_id, 'air_raid', 2 + n %% 30, 2 + n %% 30, 'exact', 'غارات' FROM report
WHERE n %% 5 = 0;
INSERT INTO core.incident_strike (
    incident_id, munition, count_low, count_best, count_high, claim_count, source_count)
SELECT incident_id, 'air_raid', min(2 + n %% 30), min(2 + n %% 30), max(2 + n %% 30), count(*), 1
FROM report WHERE n %% 5 = 0 GROUP BY incident_id;
INSERT INTO core.materiel (materiel_id, event_id, item, fate, owner, count_low, count_high, qualifier, quote)
SELECT event_id || '/m', event_id, 'tank', 'destroyed', victim, 1, 1, 'exact', 'دبابة' FROM report
WHERE n %% 10 = 0;
INSERT INTO core.incident_materiel (
    incident_id, item, fate, owner, count_low, count_best, count_high, claim_count, source_count)
SELECT incident_id, 'tank', 'destroyed', min(victim), 1, 1, 1, count(*), 1
FROM report WHERE n %% 10 = 0 GROUP BY incident_id;
INSERT INTO core.control (control_id, event_id, place_name, gained_by, lost_by, how, quote)
SELECT event_id || '/c', event_id, 'قرية', ARRAY[attacker], ARRAY[victim], 'seized', 'سيطرت على' FROM report
WHERE n %% 20 = 0;
INSERT INTO core.incident_control (
    incident_id, control_number, place_name, gained_by, lost_by, how, claim_count, source_count, is_contested)
SELECT incident_id, 1, 'قرية ' || min(n), ARRAY[min(attacker)], ARRAY[min(victim)], 'seized', count(*), 1, false
FROM report WHERE n %% 20 = 0 GROUP BY incident_id;
