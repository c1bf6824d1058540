-- Inserts the events noted as new; key: event_id.
INSERT INTO core.event (
    event_id, article_id, version, event_key, event_number, event_type, scope, started_on,
    ended_on, date_basis, published_on, admin1_codes, attackers, targets, methods, source_class,
    source_name, rule, extractor_version, evidence, record, digest, batch_id
)
SELECT
    event_id, article_id, version, event_key, event_number, event_type, scope, started_on,
    ended_on, date_basis, published_on, admin1_codes, attackers, targets, methods, source_class,
    source_name, rule, extractor_version, evidence, record, digest, %(batch_id)s
FROM new_event
ORDER BY event_id
