-- Upserts what a source brought in a batch; key: source_id, observed_on, batch_name.
INSERT INTO quality.source_health AS h (
    source_id, observed_on, batch_name, article_count, rejected_count, event_count, claim_count,
    expected_min, expected_max, verdict, newest_published_at, page_count,
    failed_page_count, selector_missed_count, selector_disputed_count, warning
)
VALUES (
    %(source_id)s, %(observed_on)s, %(batch_name)s, %(article_count)s, %(rejected_count)s,
    %(event_count)s, %(claim_count)s, %(expected_min)s, %(expected_max)s, %(verdict)s,
    %(newest_published_at)s, %(page_count)s, %(failed_page_count)s, %(selector_missed_count)s,
    %(selector_disputed_count)s, %(warning)s
)
ON CONFLICT (source_id, observed_on, batch_name) DO UPDATE SET
    article_count = excluded.article_count, rejected_count = excluded.rejected_count,
    event_count = excluded.event_count, claim_count = excluded.claim_count,
    expected_min = excluded.expected_min, expected_max = excluded.expected_max,
    verdict = excluded.verdict, newest_published_at = excluded.newest_published_at,
    page_count = excluded.page_count, failed_page_count = excluded.failed_page_count,
    selector_missed_count = excluded.selector_missed_count,
    selector_disputed_count = excluded.selector_disputed_count, warning = excluded.warning,
    measured_at = now()
WHERE (h.article_count, h.rejected_count, h.event_count, h.claim_count, h.expected_min,
        h.expected_max, h.newest_published_at, h.page_count, h.failed_page_count,
        h.selector_missed_count, h.selector_disputed_count, h.warning)
    IS DISTINCT FROM (excluded.article_count, excluded.rejected_count, excluded.event_count,
        excluded.claim_count, excluded.expected_min, excluded.expected_max,
        excluded.newest_published_at, excluded.page_count, excluded.failed_page_count,
        excluded.selector_missed_count, excluded.selector_disputed_count, excluded.warning)
