-- Upserts what a source brought in a batch; key: source_id, observed_on, batch_name.
INSERT INTO quality.source_health AS h (
    source_id, observed_on, batch_name, article_count, rejected_count, event_count, claim_count,
    expected_min, expected_max, verdict, newest_published_at
)
VALUES (
    %(source_id)s, %(observed_on)s, %(batch_name)s, %(article_count)s, %(rejected_count)s,
    %(event_count)s, %(claim_count)s, %(expected_min)s, %(expected_max)s, %(verdict)s,
    %(newest_published_at)s
)
ON CONFLICT (source_id, observed_on, batch_name) DO UPDATE SET
    article_count = excluded.article_count, rejected_count = excluded.rejected_count,
    event_count = excluded.event_count, claim_count = excluded.claim_count,
    expected_min = excluded.expected_min, expected_max = excluded.expected_max,
    verdict = excluded.verdict, newest_published_at = excluded.newest_published_at,
    measured_at = now()
WHERE (h.article_count, h.rejected_count, h.event_count, h.claim_count, h.expected_min,
        h.expected_max, h.newest_published_at)
    IS DISTINCT FROM (excluded.article_count, excluded.rejected_count, excluded.event_count,
        excluded.claim_count, excluded.expected_min, excluded.expected_max,
        excluded.newest_published_at)
