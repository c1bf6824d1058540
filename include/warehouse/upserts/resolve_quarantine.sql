-- Marks as resolved what the batch's reading of the same version no longer fails, and what failed
-- in a version that is no longer the current one. Each leaves a line in the audit.
WITH resolved AS (
    UPDATE quality.quarantine AS q
    SET status = 'resolved', decided_at = now()
    FROM raw.article AS a
    WHERE a.article_id = q.article_id
        AND q.status = 'held'
        AND q.article_id IN (SELECT article_id FROM staged_article)
        AND q.quarantine_id NOT IN (SELECT quarantine_id FROM staged_quarantine)
        AND (
            EXISTS (
                SELECT 1
                FROM staged_article AS s
                WHERE s.article_id = q.article_id AND s.version = q.version
            )
            OR q.version <> a.current_version
        )
    RETURNING q.quarantine_id
)
INSERT INTO quality.quarantine_audit (quarantine_id, action, actor_name, remark)
SELECT quarantine_id, 'resolved', 'load', %(batch_name)s
FROM resolved
