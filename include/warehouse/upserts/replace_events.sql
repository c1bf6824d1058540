-- Moves to core.event_history what the batch replaces: events of versions that are no longer
-- current, and events of re-read versions that the new reading does not give in the same form.
WITH gone AS (
    DELETE FROM core.event AS e
    USING raw.article AS a
    WHERE a.article_id = e.article_id
        AND e.article_id IN (SELECT article_id FROM staged_article)
        AND (
            e.version <> a.current_version
            OR (
                EXISTS (
                    SELECT 1
                    FROM staged_article AS s
                    WHERE s.article_id = e.article_id AND s.version = e.version
                )
                AND NOT EXISTS (
                    SELECT 1
                    FROM staged_event AS n
                    WHERE n.event_id = e.event_id AND n.digest = e.digest
                )
            )
        )
    RETURNING e.*, a.current_version
)
INSERT INTO core.event_history (
    event_id, article_id, version, extractor_version, started_on, ended_on, published_on, record,
    digest, accepted_claims, replaced_because, replaced_by_batch_id, loaded_at
)
SELECT
    event_id, article_id, version, extractor_version, started_on, ended_on, published_on, record,
    digest,
    -- the statement's snapshot still shows the claims that go with the event
    ARRAY(SELECT c.claim_key FROM core.casualty AS c WHERE c.event_id = gone.event_id ORDER BY 1),
    CASE
        WHEN version <> current_version THEN 'republished'
        WHEN extractor_version <> (SELECT max(n.extractor_version) FROM staged_event AS n)
            THEN 'extractor'
        ELSE 'changed'
    END,
    %(batch_id)s, loaded_at
FROM gone
ORDER BY event_id
