-- Grain: week x governorate x type of event. Key: all three.
-- Deletes and rebuilds exactly the weeks given; the same incidents give the same rows.
DELETE FROM mart.weekly_events WHERE week_on = ANY(%(weeks)s);
INSERT INTO mart.weekly_events
SELECT
    i.week_on, coalesce(i.admin1_code::text, 'none'), i.event_type,
    count(*), sum(i.event_count), count(*) FILTER (WHERE i.is_contested),
    sum(i.article_count), max(i.source_count)
FROM core.incident AS i
WHERE i.week_on = ANY(%(weeks)s)
GROUP BY 1, 2, 3
