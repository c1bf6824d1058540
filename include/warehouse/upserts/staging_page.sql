-- Table of this session into which facts about fetched pages are copied.
CREATE TEMP TABLE staged_page (
    page_id text, source_id text, url text, http_status smallint, mime_type text,
    payload_bytes bigint, payload_sha256 text, warc_path text, warc_offset bigint,
    fetched_at timestamptz
) ON COMMIT DROP
