-- Upserts fetched pages; key: page_id. A page never changes: a new answer is a new page.
INSERT INTO raw.page (
    page_id, source_id, url, http_status, mime_type, payload_bytes, payload_sha256, warc_path,
    warc_offset, fetched_at
)
SELECT DISTINCT ON (page_id)
    page_id, source_id, url, http_status, mime_type, payload_bytes, payload_sha256, warc_path,
    warc_offset, fetched_at
FROM staged_page
ORDER BY page_id
ON CONFLICT (page_id) DO NOTHING
