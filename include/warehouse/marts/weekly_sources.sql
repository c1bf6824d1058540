-- Grain: week x outlet, and week x camp that is quoted. Key: week_on, source_kind, source.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_sources WHERE week_on = ANY(%(weeks)s);
WITH report AS (
    SELECT
        r.week_on, r.incident_id, r.event_id, r.article_id, who.source_kind, who.source
    FROM week_report AS r
    CROSS JOIN LATERAL (VALUES ('outlet', r.outlet), ('camp', r.camp)) AS who (source_kind, source)
    WHERE r.kind = 'incident'
),
week AS (
    SELECT week_on, count(DISTINCT incident_id) AS incident_count FROM report GROUP BY week_on
),
teller AS (
    SELECT source_kind, incident_id, count(DISTINCT source) AS source_count
    FROM report
    GROUP BY 1, 2
),
covered AS (
    SELECT
        r.week_on, r.source_kind, r.source, count(DISTINCT r.article_id) AS article_count,
        count(DISTINCT r.event_id) AS event_count, count(DISTINCT r.incident_id) AS incident_count,
        count(DISTINCT r.incident_id) FILTER (WHERE teller.source_count = 1) AS alone_count
    FROM report AS r
    JOIN teller USING (source_kind, incident_id)
    GROUP BY 1, 2, 3
),
claim AS MATERIALIZED (
    SELECT
        r.week_on, r.incident_id, r.outlet, r.camp, c.claim_id, c.outcome,
        coalesce(ic.counted_victim, c.victim) AS victim, ic.source_key,
        coalesce(c.count_low, c.count_high) AS told_count, ic.standing = 'stands' AS stands
    FROM week_report AS r
    JOIN core.casualty AS c ON c.event_id = r.event_id
    LEFT JOIN core.incident_claim AS ic ON ic.claim_id = c.claim_id
    WHERE r.kind = 'incident'
),
-- What each independent source stands by, to be laid beside the incident's figure.
told AS (
    SELECT
        week_on, who.source_kind, who.source, incident_id, outcome, victim, source_key,
        sum(told_count) AS told_count
    FROM claim
    CROSS JOIN LATERAL (VALUES ('outlet', outlet), ('camp', camp)) AS who (source_kind, source)
    WHERE stands AND told_count IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5, 6, 7
),
compared AS (
    SELECT
        told.week_on, told.source_kind, told.source, count(*) AS compared_count,
        count(*) FILTER (WHERE told.told_count = f.count_best) AS agreed_count,
        count(*) FILTER (WHERE told.told_count <> f.count_best AND f.is_contested)
            AS contradicted_count,
        sum(told.told_count - f.count_best) AS difference_sum
    FROM told
    JOIN core.incident_figure AS f
        ON f.incident_id = told.incident_id AND f.outcome = told.outcome
        AND f.victim = told.victim AND f.category = 'all'
    WHERE f.source_count >= 2
    GROUP BY 1, 2, 3
),
claimed AS (
    SELECT week_on, who.source_kind, who.source, count(*) AS claim_count
    FROM claim
    CROSS JOIN LATERAL (VALUES ('outlet', outlet), ('camp', camp)) AS who (source_kind, source)
    GROUP BY 1, 2, 3
)
INSERT INTO mart.weekly_sources
SELECT
    week_on, source_kind, source, article_count, event_count, coalesce(claim_count, 0),
    covered.incident_count, alone_count, covered.incident_count::real / week.incident_count,
    coalesce(compared_count, 0), coalesce(agreed_count, 0), coalesce(contradicted_count, 0),
    coalesce(difference_sum, 0)
FROM covered
JOIN week USING (week_on)
LEFT JOIN claimed USING (week_on, source_kind, source)
LEFT JOIN compared USING (week_on, source_kind, source)
