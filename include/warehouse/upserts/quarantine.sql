-- Puts records into quarantine; key: quarantine_id. What lies there already stays as it is, with
-- whatever was decided about it. Each new row has its first line in the audit.
WITH put AS (
    INSERT INTO quality.quarantine (
        quarantine_id, grain, record_id, article_id, version, outlet, url, published_on, suite,
        expectation, reason, detail, record, is_record_whole, read_from, batch_name, batch_id,
        run_id
    )
    SELECT DISTINCT ON (quarantine_id)
        quarantine_id, grain, record_id, article_id, version, outlet, url, published_on, suite,
        expectation, reason, detail, record, is_record_whole, read_from, %(batch_name)s,
        %(batch_id)s, %(run_id)s
    FROM staged_quarantine
    ORDER BY quarantine_id
    ON CONFLICT (quarantine_id) DO NOTHING
    RETURNING quarantine_id
)
INSERT INTO quality.quarantine_audit (quarantine_id, action, actor_name, remark)
SELECT quarantine_id, 'quarantined', 'validate', %(batch_name)s
FROM put
