-- What was fetched and what was read from it.

CREATE TABLE raw.page (
    page_id text PRIMARY KEY,
    source_id text NOT NULL,
    url text NOT NULL,
    http_status smallint CHECK (http_status BETWEEN 100 AND 599),
    mime_type text,
    payload_bytes bigint CHECK (payload_bytes >= 0),
    payload_sha256 text,
    warc_path text NOT NULL,
    warc_offset bigint CHECK (warc_offset >= 0),
    fetched_at timestamptz,
    loaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX page_source_idx ON raw.page (source_id, fetched_at);
CREATE INDEX page_url_idx ON raw.page (url);
COMMENT ON TABLE raw.page IS 'One row per answer fetched over HTTP; its bytes stay in the WARC file';
COMMENT ON COLUMN raw.page.page_id IS 'Identity: derived from the WARC file and the record in it';
COMMENT ON COLUMN raw.page.source_id IS 'Name of the source''s file in include/sources';
COMMENT ON COLUMN raw.page.url IS 'Address that was asked for';
COMMENT ON COLUMN raw.page.http_status IS 'Status of the answer; null where none came';
COMMENT ON COLUMN raw.page.mime_type IS 'Media type as the server named it';
COMMENT ON COLUMN raw.page.payload_bytes IS 'Size of the body, bytes';
COMMENT ON COLUMN raw.page.payload_sha256 IS 'Checksum of the body, hexadecimal';
COMMENT ON COLUMN raw.page.warc_path IS 'WARC file within the store';
COMMENT ON COLUMN raw.page.warc_offset IS 'Where its record begins in that file, bytes';
COMMENT ON COLUMN raw.page.fetched_at IS 'When the answer came';
COMMENT ON COLUMN raw.page.loaded_at IS 'When it entered the warehouse';

CREATE TABLE raw.article (
    article_id text PRIMARY KEY,
    outlet text NOT NULL,
    source_id text,
    url text,
    current_version text NOT NULL,
    current_published_on date NOT NULL,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    CHECK (first_seen_at <= last_seen_at)
);
CREATE INDEX article_published_idx ON raw.article (current_published_on, outlet);
CREATE INDEX article_outlet_idx ON raw.article (outlet);
COMMENT ON TABLE raw.article IS 'One row per article, whatever became of its words since';
COMMENT ON COLUMN raw.article.article_id IS 'Identity: derived from outlet and address, or from title and day where it has no address';
COMMENT ON COLUMN raw.article.outlet IS 'Who published it';
COMMENT ON COLUMN raw.article.source_id IS 'Name of the source''s file in include/sources; null for archives without one';
COMMENT ON COLUMN raw.article.url IS 'Its address; null where an archive gives none';
COMMENT ON COLUMN raw.article.current_version IS 'Version that was seen last; events in core are those of this version';
COMMENT ON COLUMN raw.article.current_published_on IS 'Day of publication that this version gives';
COMMENT ON COLUMN raw.article.first_seen_at IS 'When any version of it was fetched first, or published where the archive tells no more';
COMMENT ON COLUMN raw.article.last_seen_at IS 'When any version of it was fetched last';
COMMENT ON COLUMN raw.article.loaded_at IS 'When it entered the warehouse';

-- Partitioned by month of publication: the one table that holds text. A version's hash covers its
-- day, so (article_id, version) alone is unique as well.
CREATE TABLE raw.article_text (
    article_id text NOT NULL REFERENCES raw.article (article_id),
    version text NOT NULL,
    published_on date NOT NULL,
    published_at timestamptz,
    published_raw text,
    published_zone text,
    published_basis text,
    published_confidence text CHECK (published_confidence IN ('high', 'medium', 'low')),
    author text,
    language text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    text_basis text,
    seen_in text,
    char_count integer NOT NULL GENERATED ALWAYS AS (char_length(body)) STORED,
    batch_id text REFERENCES ops.batch (batch_id),
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (article_id, version, published_on)
) PARTITION BY RANGE (published_on);
COMMENT ON TABLE raw.article_text IS 'One row per version of an article''s words; partitioned by month of publication';
COMMENT ON COLUMN raw.article_text.article_id IS 'The article';
COMMENT ON COLUMN raw.article_text.version IS '16 hexadecimal digits over day, title and text: other words, other version';
COMMENT ON COLUMN raw.article_text.published_on IS 'Day of publication in the outlet''s own time zone; relative dates resolve against it';
COMMENT ON COLUMN raw.article_text.published_at IS 'Instant of publication where one is known';
COMMENT ON COLUMN raw.article_text.published_raw IS 'The date as the page or the archive writes it';
COMMENT ON COLUMN raw.article_text.published_zone IS 'Time zone in which it was read';
COMMENT ON COLUMN raw.article_text.published_basis IS 'What the date rests on: json_ld, meta, selector, url, feed, archive …';
COMMENT ON COLUMN raw.article_text.published_confidence IS 'high, medium or low';
COMMENT ON COLUMN raw.article_text.author IS 'Who wrote it, as the page names them';
COMMENT ON COLUMN raw.article_text.language IS 'ISO 639-1 code';
COMMENT ON COLUMN raw.article_text.title IS 'Headline; empty where there is none';
COMMENT ON COLUMN raw.article_text.body IS 'The words that evidence spans slice';
COMMENT ON COLUMN raw.article_text.text_basis IS 'How the words were found in the page: selector, trafilatura_fast, archive …';
COMMENT ON COLUMN raw.article_text.seen_in IS 'File and record it was read from';
COMMENT ON COLUMN raw.article_text.char_count IS 'Length of the body, characters';
COMMENT ON COLUMN raw.article_text.batch_id IS 'Batch that brought this version';
COMMENT ON COLUMN raw.article_text.first_seen_at IS 'When this version was fetched first';
COMMENT ON COLUMN raw.article_text.last_seen_at IS 'When this version was fetched last';
COMMENT ON COLUMN raw.article_text.loaded_at IS 'When it entered the warehouse';

-- Makes the monthly partitions that the given days need; safe to call again and from several
-- sessions at once (the advisory lock stands for "partitions of raw.article_text").
CREATE FUNCTION raw.ensure_article_text_partitions(days date[]) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    month_on date;
    part text;
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7305217);
    FOR month_on IN SELECT DISTINCT date_trunc('month', d::timestamp)::date FROM unnest(days) AS d ORDER BY 1 LOOP
        part := 'article_text_' || to_char(month_on, 'YYYY_MM');
        IF to_regclass('raw.' || part) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE raw.%I PARTITION OF raw.article_text FOR VALUES FROM (%L) TO (%L)',
                part, month_on, (month_on + interval '1 month')::date);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;
COMMENT ON FUNCTION raw.ensure_article_text_partitions(date[]) IS 'Makes the missing monthly partitions of raw.article_text for these days; gives back how many';

CREATE TABLE raw.article_copy (
    article_id text NOT NULL REFERENCES raw.article (article_id),
    other_article_id text NOT NULL REFERENCES raw.article (article_id),
    similarity real NOT NULL CHECK (similarity BETWEEN 0 AND 1),
    loaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (article_id, other_article_id),
    CHECK (article_id < other_article_id)
);
CREATE INDEX article_copy_other_idx ON raw.article_copy (other_article_id);
COMMENT ON TABLE raw.article_copy IS 'One row per pair of articles whose texts are near-duplicates';
COMMENT ON COLUMN raw.article_copy.article_id IS 'The article of the pair whose id sorts first';
COMMENT ON COLUMN raw.article_copy.other_article_id IS 'The other one';
COMMENT ON COLUMN raw.article_copy.similarity IS 'Jaccard similarity of their shingles, 0 to 1';
COMMENT ON COLUMN raw.article_copy.loaded_at IS 'When the pair was found';
