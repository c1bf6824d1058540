-- The events that a batch, or the parts of a backfill, brought, beside their articles.
-- Grain: one row per event. Columns called `…_fault` say what is wrong, and are null where nothing is.
WITH of_batch AS (
    SELECT e.event_id, e.article_id, e.version, e.published_on, e.evidence
    FROM core.event AS e
    JOIN ops.batch AS b USING (batch_id)
    WHERE b.batch_name = %(batch)s OR starts_with(b.batch_name, %(batch)s || '/')
),
words AS (
    SELECT o.event_id, t.title, t.body
    FROM of_batch AS o
    JOIN raw.article_text AS t
        ON t.article_id = o.article_id AND t.version = o.version AND t.published_on = o.published_on
),
span AS (
    SELECT o.event_id, s.part, s.start, s."end", s.quote
    FROM of_batch AS o,
        jsonb_to_recordset(o.evidence) AS s (part text, start integer, "end" integer, quote text)
    UNION ALL
    SELECT event_id, evidence_part::text, evidence_start, evidence_end, quote
    FROM core.casualty
    WHERE event_id IN (SELECT event_id FROM of_batch) AND evidence_start IS NOT NULL
    UNION ALL
    SELECT event_id, evidence_part::text, evidence_start, evidence_end, quote
    FROM core.strike
    WHERE event_id IN (SELECT event_id FROM of_batch) AND evidence_start IS NOT NULL
    UNION ALL
    SELECT event_id, evidence_part::text, evidence_start, evidence_end, quote
    FROM core.materiel
    WHERE event_id IN (SELECT event_id FROM of_batch) AND evidence_start IS NOT NULL
    UNION ALL
    SELECT event_id, evidence_part::text, evidence_start, evidence_end, quote
    FROM core.control
    WHERE event_id IN (SELECT event_id FROM of_batch) AND evidence_start IS NOT NULL
),
misquoted AS (
    SELECT s.event_id, min(s.quote) AS quote
    FROM span AS s
    JOIN words AS w USING (event_id)
    WHERE s.quote IS DISTINCT FROM substr(
        CASE s.part WHEN 'title' THEN w.title ELSE w.body END, s.start + 1, s."end" - s.start
    )
    GROUP BY s.event_id
),
lonely AS (
    SELECT c.event_id, min(c.claim_id) AS claim_id
    FROM core.casualty AS c
    WHERE c.event_id IN (SELECT event_id FROM of_batch)
        AND c.part_of_claim_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM core.casualty AS t WHERE t.claim_id = c.part_of_claim_id)
        AND NOT EXISTS (
            SELECT FROM quality.quarantine AS q
            WHERE c.part_of_claim_id = q.record_id OR starts_with(c.part_of_claim_id, q.record_id || '/')
        )
    GROUP BY c.event_id
)
SELECT
    o.event_id,
    CASE WHEN m.event_id IS NOT NULL THEN 'the text has other words than ' || m.quote END AS quote_fault,
    CASE WHEN a.current_version <> o.version THEN 'current is ' || a.current_version END AS version_fault,
    CASE WHEN l.claim_id IS NOT NULL THEN l.claim_id || ' has no total' END AS part_fault,
    CASE WHEN w.event_id IS NULL THEN 'no text of ' || o.published_on END AS day_fault
FROM of_batch AS o
JOIN raw.article AS a USING (article_id)
LEFT JOIN words AS w USING (event_id)
LEFT JOIN misquoted AS m USING (event_id)
LEFT JOIN lonely AS l USING (event_id)
ORDER BY o.event_id
