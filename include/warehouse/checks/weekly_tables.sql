-- Each of some weeks as a whole, beside its incidents and the eight weeks before.
-- Grain: one row per week asked for. Ratios are null where fewer than four weeks before are published.
WITH chosen AS (
    SELECT unnest(%(weeks)s::date[]) AS week_on
),
dead AS (
    SELECT
        week_on,
        max(count_best) FILTER (WHERE admin1_code = 'SY') AS killed_best,
        max(count_high) FILTER (WHERE admin1_code = 'SY') AS killed_high,
        max(source_count) FILTER (WHERE admin1_code = 'SY' AND claim_count > 0) AS source_count,
        max(count_best) FILTER (WHERE admin1_code = 'none') AS killed_nowhere
    FROM mart.weekly_casualties
    WHERE victim = 'everyone' AND outcome = 'killed' AND category = 'all'
    GROUP BY week_on
),
article AS (
    SELECT date_trunc('week', current_published_on::timestamp)::date AS week_on, count(*) AS articles
    FROM raw.article
    WHERE current_published_on >= (SELECT min(week_on) - 56 FROM chosen)
        AND current_published_on < (SELECT max(week_on) + 7 FROM chosen)
    GROUP BY 1
),
before AS (
    SELECT
        c.week_on, count(*) AS weeks,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(d.killed_best, 0)) AS killed,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(a.articles, 0)) AS articles
    FROM chosen AS c
    JOIN ops.published_week AS p ON p.week_on BETWEEN c.week_on - 56 AND c.week_on - 7
    LEFT JOIN dead AS d ON d.week_on = p.week_on
    LEFT JOIN article AS a ON a.week_on = p.week_on
    GROUP BY c.week_on
),
incident AS (
    SELECT
        i.week_on,
        count(DISTINCT i.incident_id) FILTER (WHERE i.kind = 'incident') AS incidents,
        coalesce(sum(f.count_best), 0) AS killed,
        max(f.killed_here) AS killed_most
    FROM core.incident AS i
    LEFT JOIN LATERAL (
        SELECT sum(count_best) AS count_best, sum(count_best) AS killed_here
        FROM core.incident_figure AS f
        WHERE f.incident_id = i.incident_id AND f.outcome = 'killed' AND f.category = 'all'
    ) AS f ON true
    WHERE i.week_on IN (SELECT week_on FROM chosen)
        AND (i.kind = 'incident' OR i.ended_on - i.started_on <= 14)
    GROUP BY i.week_on
),
events AS (
    SELECT week_on, incident_count
    FROM mart.weekly_events
    WHERE admin1_code = 'SY' AND event_type = 'any' AND attacker = 'everyone'
)
SELECT
    c.week_on::text AS week_on,
    extract(isodow FROM c.week_on)::integer AS day_of_week,
    CASE WHEN coalesce(d.killed_best, 0) <> coalesce(i.killed, 0)
        THEN coalesce(d.killed_best, 0) || ' dead, incidents hold ' || coalesce(i.killed, 0)
    END AS dead_fault,
    CASE WHEN coalesce(e.incident_count, 0) <> coalesce(i.incidents, 0)
        THEN coalesce(e.incident_count, 0) || ' counted, there are ' || coalesce(i.incidents, 0)
    END AS incident_fault,
    CASE WHEN b.weeks >= 4 AND d.killed_best >= 50 AND d.killed_best > 3 * b.killed
            AND coalesce(a.articles, 0) < 1.5 * b.articles
        THEN d.killed_best || ' dead after ' || b.killed || ', in ' || coalesce(a.articles, 0)
            || ' articles after ' || b.articles
    END AS jump_fault,
    CASE WHEN b.weeks >= 4 AND b.articles > 0
        THEN round((coalesce(a.articles, 0) / b.articles)::numeric, 3)::float END AS article_ratio,
    CASE WHEN d.killed_best >= 50 THEN d.source_count END AS source_count,
    CASE WHEN d.killed_best >= 50
        THEN round(coalesce(d.killed_nowhere, 0)::numeric / d.killed_best, 3)::float END AS nowhere_share,
    CASE WHEN d.killed_best >= 100
        THEN round(i.killed_most::numeric / d.killed_best, 3)::float END AS largest_share,
    CASE WHEN d.killed_best >= 50
        THEN round(d.killed_high::numeric / d.killed_best, 3)::float END AS width
FROM chosen AS c
LEFT JOIN dead AS d USING (week_on)
LEFT JOIN article AS a USING (week_on)
LEFT JOIN before AS b USING (week_on)
LEFT JOIN incident AS i USING (week_on)
LEFT JOIN events AS e USING (week_on)
ORDER BY c.week_on
