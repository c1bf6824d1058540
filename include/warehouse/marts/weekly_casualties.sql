-- Grain: week x governorate x side x outcome x category. Key: all five.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_casualties WHERE week_on = ANY(%(weeks)s);
INSERT INTO mart.weekly_casualties
SELECT
    i.week_on, coalesce(i.admin1_code::text, 'none'), f.victim, f.outcome, f.category,
    sum(f.count_low), sum(f.count_best), sum(f.count_high),
    count(*), sum(f.claim_count), sum(i.article_count), max(i.source_count)
FROM core.incident AS i
JOIN core.incident_figure AS f USING (incident_id)
WHERE i.week_on = ANY(%(weeks)s)
GROUP BY 1, 2, 3, 4, 5
