-- What ran, which batches of articles came in, and the ledger of backfills.

CREATE TABLE ops.run (
    run_id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('nightly', 'publish', 'backfill', 'ingest', 'retry', 'release', 'manual')),
    status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'succeeded', 'failed')),
    batch_name text,
    code_version text,
    message text,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CHECK ((status = 'running') = (finished_at IS NULL))
);
CREATE INDEX run_started_idx ON ops.run (started_at DESC);
COMMENT ON TABLE ops.run IS 'One row per run of the flow or of a part of it';
COMMENT ON COLUMN ops.run.run_id IS 'Identity: the orchestrator''s run id where there is one';
COMMENT ON COLUMN ops.run.kind IS 'nightly, publish, backfill, ingest, retry, release or manual';
COMMENT ON COLUMN ops.run.status IS 'running, succeeded or failed';
COMMENT ON COLUMN ops.run.batch_name IS 'What it worked on, such as nightly/2026-10-05; null where it has no batch';
COMMENT ON COLUMN ops.run.code_version IS 'Version of the package that ran';
COMMENT ON COLUMN ops.run.message IS 'Why it failed, or a remark, in one line';
COMMENT ON COLUMN ops.run.started_at IS 'When it began';
COMMENT ON COLUMN ops.run.finished_at IS 'When it ended; null while it runs';

CREATE TABLE ops.batch (
    batch_id text PRIMARY KEY CHECK (batch_id ~ '^[0-9a-f]{32}$'),
    batch_name text NOT NULL,
    run_id text REFERENCES ops.run (run_id),
    article_count integer NOT NULL CHECK (article_count >= 0),
    event_count integer NOT NULL CHECK (event_count >= 0),
    quarantined_count integer NOT NULL CHECK (quarantined_count >= 0),
    touched_weeks date[] NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX batch_name_idx ON ops.batch (batch_name);
COMMENT ON TABLE ops.batch IS 'One row per loaded batch; the same content again is the same batch and changes nothing';
COMMENT ON COLUMN ops.batch.batch_id IS 'Identity: the first 32 hexadecimal digits of the SHA-256 of the batch''s content';
COMMENT ON COLUMN ops.batch.batch_name IS 'Name under which it was first loaded, such as nightly/2026-10-05';
COMMENT ON COLUMN ops.batch.run_id IS 'Run that loaded it first';
COMMENT ON COLUMN ops.batch.article_count IS 'Articles accepted from it';
COMMENT ON COLUMN ops.batch.event_count IS 'Events accepted from it';
COMMENT ON COLUMN ops.batch.quarantined_count IS 'Records of it that went to quarantine';
COMMENT ON COLUMN ops.batch.touched_weeks IS 'Mondays of the ISO weeks in which its events begin or end or its articles were published';
COMMENT ON COLUMN ops.batch.loaded_at IS 'When it was loaded first';

CREATE TABLE ops.backfill (
    backfill_id text PRIMARY KEY,
    archive_name text NOT NULL,
    archive_sha256 text CHECK (archive_sha256 ~ '^[0-9a-f]{64}$'),
    reason text,
    started_by text,
    status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'succeeded', 'failed')),
    part_count integer CHECK (part_count >= 0),
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
COMMENT ON TABLE ops.backfill IS 'Ledger of backfills: one row per archive taken through the flow';
COMMENT ON COLUMN ops.backfill.backfill_id IS 'Identity, derived from the archive''s content';
COMMENT ON COLUMN ops.backfill.archive_name IS 'File name of the archive, without its folder';
COMMENT ON COLUMN ops.backfill.archive_sha256 IS 'Checksum of the archive; null where it was not computed';
COMMENT ON COLUMN ops.backfill.reason IS 'Why it was run, in the words of whoever ran it';
COMMENT ON COLUMN ops.backfill.started_by IS 'Who ran it';
COMMENT ON COLUMN ops.backfill.status IS 'running, succeeded or failed';
COMMENT ON COLUMN ops.backfill.part_count IS 'Parts it was cut into; null until that is known';
COMMENT ON COLUMN ops.backfill.started_at IS 'When it began first';
COMMENT ON COLUMN ops.backfill.finished_at IS 'When its last part was done; null while it runs';

CREATE TABLE ops.backfill_part (
    backfill_id text NOT NULL REFERENCES ops.backfill (backfill_id),
    part_number integer NOT NULL CHECK (part_number >= 0),
    batch_name text NOT NULL,
    batch_id text REFERENCES ops.batch (batch_id),
    article_count integer NOT NULL CHECK (article_count >= 0),
    rejected_count integer NOT NULL DEFAULT 0 CHECK (rejected_count >= 0),
    done_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (backfill_id, part_number)
);
COMMENT ON TABLE ops.backfill_part IS 'Parts of a backfill that are done; an interrupted backfill goes on with the others';
COMMENT ON COLUMN ops.backfill_part.backfill_id IS 'The backfill';
COMMENT ON COLUMN ops.backfill_part.part_number IS 'Place of the part in the archive, from 0';
COMMENT ON COLUMN ops.backfill_part.batch_name IS 'Name of its stage files';
COMMENT ON COLUMN ops.backfill_part.batch_id IS 'Batch it was loaded as; null where it held nothing to load';
COMMENT ON COLUMN ops.backfill_part.article_count IS 'Articles read from it';
COMMENT ON COLUMN ops.backfill_part.rejected_count IS 'Records of it that could not be read';
COMMENT ON COLUMN ops.backfill_part.done_at IS 'When it was done';
