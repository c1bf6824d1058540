-- The ledger of backfills in full: which days, by which mapping and extractor, and what came of it.

ALTER TABLE ops.backfill
    ADD COLUMN archive_bytes bigint CHECK (archive_bytes >= 0),
    ADD COLUMN published_from date,
    ADD COLUMN published_to date,
    ADD COLUMN mapping_name text,
    ADD COLUMN mapping_sha256 text CHECK (mapping_sha256 ~ '^[0-9a-f]{64}$'),
    ADD COLUMN extractor_version text,
    ADD COLUMN message text,
    ADD CHECK (published_from <= published_to),
    DROP CONSTRAINT backfill_status_check,
    ADD CONSTRAINT backfill_status_check
        CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled'));
COMMENT ON COLUMN ops.backfill.backfill_id IS 'Identity, derived from the archive''s content, the range of days, the mapping and the extractor version';
COMMENT ON COLUMN ops.backfill.status IS 'running, succeeded, failed or cancelled; all but succeeded go on where they were when started again';
COMMENT ON COLUMN ops.backfill.finished_at IS 'When it ended, for better or worse; null while it runs';
COMMENT ON COLUMN ops.backfill.archive_bytes IS 'Size of the archive';
COMMENT ON COLUMN ops.backfill.published_from IS 'First day of publication that was asked for; null: no bound';
COMMENT ON COLUMN ops.backfill.published_to IS 'Last day of publication that was asked for; null: no bound';
COMMENT ON COLUMN ops.backfill.mapping_name IS 'File name of the mapping that named the fields; null: none was needed';
COMMENT ON COLUMN ops.backfill.mapping_sha256 IS 'Checksum of what the mapping says';
COMMENT ON COLUMN ops.backfill.extractor_version IS 'Version of the extractor that read it; a newer one is another backfill';
COMMENT ON COLUMN ops.backfill.message IS 'Why it failed, in one line';

ALTER TABLE ops.backfill_part
    ADD COLUMN skipped_count integer NOT NULL DEFAULT 0 CHECK (skipped_count >= 0),
    ADD COLUMN event_count integer NOT NULL DEFAULT 0 CHECK (event_count >= 0),
    ADD COLUMN quarantined_count integer NOT NULL DEFAULT 0 CHECK (quarantined_count >= 0),
    ADD COLUMN duration_ms integer CHECK (duration_ms >= 0);
COMMENT ON COLUMN ops.backfill_part.article_count IS 'Articles read from it within the range of days';
COMMENT ON COLUMN ops.backfill_part.skipped_count IS 'Articles outside the range of days';
COMMENT ON COLUMN ops.backfill_part.event_count IS 'Events accepted from it';
COMMENT ON COLUMN ops.backfill_part.quarantined_count IS 'Records of it that went to quarantine, those that could not be read included';
COMMENT ON COLUMN ops.backfill_part.duration_ms IS 'Time it took one process, in milliseconds';

CREATE VIEW ops.backfill_ledger AS
SELECT
    b.backfill_id,
    b.archive_name,
    b.archive_sha256,
    b.archive_bytes,
    b.published_from,
    b.published_to,
    b.mapping_name,
    b.extractor_version,
    b.started_by,
    b.reason,
    b.status,
    b.message,
    b.started_at,
    b.finished_at,
    extract(epoch FROM coalesce(b.finished_at, now()) - b.started_at)::integer AS duration_seconds,
    b.part_count,
    p.done_count,
    p.article_count,
    p.skipped_count,
    p.rejected_count,
    p.event_count,
    p.quarantined_count,
    p.last_part_at
FROM ops.backfill AS b
CROSS JOIN LATERAL (
    SELECT
        count(*)::integer AS done_count,
        coalesce(sum(part.article_count), 0)::integer AS article_count,
        coalesce(sum(part.skipped_count), 0)::integer AS skipped_count,
        coalesce(sum(part.rejected_count), 0)::integer AS rejected_count,
        coalesce(sum(part.event_count), 0)::integer AS event_count,
        coalesce(sum(part.quarantined_count), 0)::integer AS quarantined_count,
        max(part.done_at) AS last_part_at
    FROM ops.backfill_part AS part
    WHERE part.backfill_id = b.backfill_id
) AS p;
COMMENT ON VIEW ops.backfill_ledger IS 'Grain: one row per backfill, with the sums of its parts';
COMMENT ON COLUMN ops.backfill_ledger.backfill_id IS 'The backfill';
COMMENT ON COLUMN ops.backfill_ledger.archive_name IS 'File name of the archive';
COMMENT ON COLUMN ops.backfill_ledger.archive_sha256 IS 'Checksum of the archive';
COMMENT ON COLUMN ops.backfill_ledger.archive_bytes IS 'Size of the archive';
COMMENT ON COLUMN ops.backfill_ledger.published_from IS 'First day that was asked for; null: no bound';
COMMENT ON COLUMN ops.backfill_ledger.published_to IS 'Last day that was asked for; null: no bound';
COMMENT ON COLUMN ops.backfill_ledger.mapping_name IS 'Mapping that named the fields';
COMMENT ON COLUMN ops.backfill_ledger.extractor_version IS 'Version of the extractor that read it';
COMMENT ON COLUMN ops.backfill_ledger.started_by IS 'Who ran it last';
COMMENT ON COLUMN ops.backfill_ledger.reason IS 'Why, in the words of whoever ran it';
COMMENT ON COLUMN ops.backfill_ledger.status IS 'running, succeeded, failed or cancelled';
COMMENT ON COLUMN ops.backfill_ledger.message IS 'Why it failed';
COMMENT ON COLUMN ops.backfill_ledger.started_at IS 'When it began first';
COMMENT ON COLUMN ops.backfill_ledger.finished_at IS 'When it ended; null while it runs';
COMMENT ON COLUMN ops.backfill_ledger.duration_seconds IS 'From its first beginning to its end or now, pauses between interruption and resumption included';
COMMENT ON COLUMN ops.backfill_ledger.part_count IS 'Parts it was cut into; null until that is known';
COMMENT ON COLUMN ops.backfill_ledger.done_count IS 'Parts that are loaded';
COMMENT ON COLUMN ops.backfill_ledger.article_count IS 'Articles read within the range of days, repeated ones included';
COMMENT ON COLUMN ops.backfill_ledger.skipped_count IS 'Articles outside the range of days';
COMMENT ON COLUMN ops.backfill_ledger.rejected_count IS 'Records that could not be read';
COMMENT ON COLUMN ops.backfill_ledger.event_count IS 'Events accepted';
COMMENT ON COLUMN ops.backfill_ledger.quarantined_count IS 'Records that went to quarantine';
COMMENT ON COLUMN ops.backfill_ledger.last_part_at IS 'When the last part was loaded';
