-- What the latest load of a batch held. Grain: one row.
SELECT
    coalesce(max(article_count), 0) AS article_count,
    coalesce(max(event_count), 0) AS event_count,
    coalesce(max(quarantined_count), 0) AS quarantined_count
FROM (
    SELECT * FROM ops.batch WHERE batch_name = %(batch)s ORDER BY loaded_at DESC LIMIT 1
) AS latest
