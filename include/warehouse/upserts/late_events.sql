-- Keeps in history the events of a version that arrives when a newer one is known already.
INSERT INTO core.event_history (
    event_id, article_id, version, extractor_version, started_on, ended_on, published_on, record,
    digest, accepted_claims, replaced_because, replaced_by_batch_id, loaded_at
)
SELECT
    s.event_id, s.article_id, s.version, s.extractor_version, s.started_on, s.ended_on,
    s.published_on, s.record, s.digest, s.accepted_claims, 'republished', %(batch_id)s, now()
FROM staged_event AS s
JOIN raw.article AS a ON a.article_id = s.article_id
WHERE s.version <> a.current_version
    AND NOT EXISTS (
        SELECT 1
        FROM core.event_history AS h
        WHERE h.event_id = s.event_id AND h.digest = s.digest
    )
