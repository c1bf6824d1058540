-- Decides on held records, by quarantine_id or record_id, and writes who and why into the audit.
-- What was decided before stays as it is. Gives back the rows decided now.
WITH decided AS (
    UPDATE quality.quarantine
    SET status = %(action)s, decided_at = now()
    WHERE status = 'held'
        AND (quarantine_id = ANY(%(ids)s::text[]) OR record_id = ANY(%(ids)s::text[]))
    RETURNING quarantine_id
),
audited AS (
    INSERT INTO quality.quarantine_audit (quarantine_id, action, actor_name, remark)
    SELECT quarantine_id, %(action)s, %(actor_name)s, %(remark)s
    FROM decided
)
SELECT quarantine_id
FROM decided
ORDER BY quarantine_id
