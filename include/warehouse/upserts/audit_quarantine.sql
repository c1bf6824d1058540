-- Adds a line to the audit of quarantined records.
INSERT INTO quality.quarantine_audit (quarantine_id, action, actor_name, remark)
SELECT quarantine_id, %(action)s, %(actor_name)s, %(remark)s
FROM unnest(%(ids)s::text[]) AS quarantine_id
