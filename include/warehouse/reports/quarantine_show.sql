-- Quarantined records whole, by quarantine_id or record_id, with everything done to them.
SELECT
    q.*,
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'action', a.action, 'actor_name', a.actor_name, 'remark', a.remark,
            'acted_at', a.acted_at
        ) ORDER BY a.quarantine_audit_id), '[]'::jsonb)
        FROM quality.quarantine_audit AS a
        WHERE a.quarantine_id = q.quarantine_id
    ) AS audit
FROM quality.quarantine AS q
WHERE q.quarantine_id = ANY(%(ids)s::text[]) OR q.record_id = ANY(%(ids)s::text[])
ORDER BY q.record_id, q.expectation, q.quarantine_id
