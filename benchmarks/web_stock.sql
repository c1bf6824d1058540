-- A synthetic stock of incidents, made the same each time: %(count)s of them over fourteen years, in
-- 300 places and 14 governorates, with rare and frequent sides and types, and one figure or two each.
SELECT setseed(0.5);
INSERT INTO core.incident (
    incident_id, kind, event_type, started_on, ended_on, date_basis, week_on, admin1_code,
    admin1_codes, place_name, place_names, attackers, targets, methods, event_count, article_count,
    outlet_count, source_count, claim_count, is_contested, confidence, first_known_at,
    last_changed_at)
SELECT
    lpad(to_hex(n), 16, '0'), 'incident', types[1 + (random() ^ 2 * 13)::int], day, day, 'stated',
    date_trunc('week', day)::date, admin1, ARRAY[admin1], place, ARRAY[place],
    ARRAY[sides[1 + (random() ^ 2 * 17)::int]], ARRAY[sides[1 + (random() ^ 2 * 17)::int]], '{}',
    reports, reports, reports, 1 + (random() ^ 3 * 9)::int, 1, false, 'weak', now(), now()
FROM (
    SELECT
        n, date '2011-03-01' + (random() * 5100)::int AS day,
        ('{SY-DI,SY-RD,SY-HL,SY-HM,SY-HI,SY-ID,SY-LA,SY-TA,SY-DR,SY-SU,SY-QU,SY-RA,SY-DY,SY-HA}'::text[])
            [1 + (random() * 13)::int] AS admin1,
        'قرية ' || translate((random() * 299)::int::text, '0123456789', 'ابتثجحخدذر') AS place,
        1 + (random() ^ 4 * 20)::int AS reports
    FROM generate_series(1, %(count)s) AS n
) AS made
CROSS JOIN (
    SELECT
        '{shelling,air_strike,armed_clash,explosive,other,arrest,territory_gain,attack_on_civilians,
          abduction,displacement,agreement,suicide_attack,territory_transfer,chemical_attack}'::text[]
            AS types,
        '{gov,civilians,opposition,unknown,isis,russia,jihadist,sdf,turkey,coalition,gov_militia,
          hezbollah,iran,israel,local_armed,transitional_gov,gov_remnants,other_state}'::text[] AS sides
) AS lists;
INSERT INTO core.incident_figure (
    incident_id, outcome, victim, category, count_low, count_best, count_high, claim_count,
    source_count, figure_basis, is_contested)
SELECT
    incident_id, outcome, CASE WHEN cardinality(targets) > 0 THEN targets[1] ELSE 'unknown' END, 'all',
    n, n + 1, n + 3, 1, source_count, 'number', false
FROM core.incident
CROSS JOIN unnest(ARRAY['killed', 'wounded']) AS outcome
CROSS JOIN LATERAL (SELECT (random() ^ 6 * 200)::int AS n WHERE incident_id IS NOT NULL) AS figure
WHERE random() < 0.6;
ANALYZE core.incident;
ANALYZE core.incident_figure;
