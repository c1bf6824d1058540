-- Adds to the batch the Mondays of the weeks in which its new or replaced events begin or end, or
-- its new texts were published, and gives back all weeks that the batch ever touched.
WITH touched (day) AS (
    SELECT unnest(ARRAY[started_on, ended_on, published_on]) FROM new_event
    UNION
    SELECT unnest(ARRAY[started_on, ended_on, published_on])
    FROM core.event_history
    WHERE replaced_by_batch_id = %(batch_id)s AND replaced_at = now()
    UNION
    SELECT published_on FROM new_text
),
week (monday) AS (
    SELECT date_trunc('week', day::timestamp)::date FROM touched
    UNION
    SELECT unnest(touched_weeks) FROM ops.batch WHERE batch_id = %(batch_id)s
)
UPDATE ops.batch
SET touched_weeks = ARRAY(SELECT monday FROM week ORDER BY 1)
WHERE batch_id = %(batch_id)s
RETURNING touched_weeks
