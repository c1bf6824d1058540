-- The incidents of some weeks, with what can be wrong with them. Grain: one row per incident.
-- Columns called `…_fault` say what is wrong, and are null where nothing is. Residuals of sums are no
-- happenings and are left out.
WITH chosen AS (
    SELECT *
    FROM core.incident
    WHERE kind = 'incident' AND (
        week_on = ANY(%(weeks)s::date[])
        OR date_trunc('week', started_on::timestamp)::date = ANY(%(weeks)s::date[])
    )
),
report AS (
    SELECT ie.incident_id, count(*)::integer AS stored_event_count
    FROM core.incident_event AS ie
    JOIN core.event AS e USING (event_id)
    WHERE ie.incident_id IN (SELECT incident_id FROM chosen)
    GROUP BY ie.incident_id
),
-- The most that a single report says befell people of an incident; parts are in their totals, where
-- the report tells those too.
told AS (
    SELECT ie.incident_id, c.outcome, sum(coalesce(c.count_high, c.count_low)) AS most,
        bool_or(c.count_high IS NULL) AS is_open
    FROM core.incident_event AS ie
    JOIN core.casualty AS c USING (event_id)
    WHERE ie.incident_id IN (SELECT incident_id FROM chosen)
        AND NOT EXISTS (
            SELECT FROM core.casualty AS total
            WHERE total.claim_id = c.part_of_claim_id AND total.event_id = c.event_id
        )
    GROUP BY ie.incident_id, ie.event_id, c.outcome
),
claim AS (
    SELECT incident_id, outcome, max(most) AS most, bool_or(is_open) AS is_open
    FROM told
    GROUP BY incident_id, outcome
),
figure AS (
    SELECT
        f.incident_id,
        min(f.outcome || ' ' || f.victim || ': ' || f.count_low || ', ' || f.count_best || ', '
            || f.count_high) FILTER (
            WHERE NOT (f.count_low <= f.count_best AND f.count_best <= f.count_high)
        ) AS order_fault,
        min(f.outcome || ' ' || f.victim || ': best ' || f.count_best || ', claims up to '
            || coalesce(c.most::text, 'nothing')) FILTER (
            WHERE c.incident_id IS NULL OR (f.count_best > c.most AND NOT c.is_open)
        ) AS invented_fault,
        min(f.category || ' ' || f.count_best || ' of ' || total.count_best) FILTER (
            WHERE f.category <> 'all' AND f.count_best > total.count_best
        ) AS part_fault,
        coalesce(sum(f.count_best) FILTER (WHERE f.outcome = 'killed' AND f.category = 'all'), 0)::integer
            AS killed_best
    FROM core.incident_figure AS f
    LEFT JOIN claim AS c ON c.incident_id = f.incident_id AND c.outcome = f.outcome
    LEFT JOIN core.incident_figure AS total
        ON total.incident_id = f.incident_id AND total.outcome = f.outcome
        AND total.victim = f.victim AND total.category = 'all'
    WHERE f.incident_id IN (SELECT incident_id FROM chosen)
    GROUP BY f.incident_id
)
SELECT
    i.incident_id, i.event_count, i.source_count,
    coalesce(r.stored_event_count, 0) AS stored_event_count,
    f.order_fault, f.invented_fault, f.part_fault,
    coalesce(f.killed_best, 0) AS killed_best,
    i.ended_on - i.started_on + 1 AS duration_days,
    cardinality(i.admin1_codes) AS governorate_count,
    CASE WHEN i.week_on <> date_trunc('week', i.started_on::timestamp)::date
        THEN i.week_on || ' for ' || i.started_on END AS week_fault,
    CASE WHEN cardinality(i.place_names) > 0 THEN lag(i.incident_id) OVER (
        PARTITION BY i.started_on, i.ended_on, i.event_type, i.admin1_codes, i.place_names,
            i.attackers, i.targets
        ORDER BY i.incident_id
    ) END AS twin_of
FROM chosen AS i
LEFT JOIN report AS r USING (incident_id)
LEFT JOIN figure AS f USING (incident_id)
ORDER BY i.incident_id
