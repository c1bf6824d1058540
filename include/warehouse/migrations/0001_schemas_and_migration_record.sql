-- Layers of the warehouse and the record of migrations. Every later migration is applied in one
-- transaction together with its row in ops.migration.

CREATE SCHEMA raw;
COMMENT ON SCHEMA raw IS 'What was fetched and read: pages, articles, their texts and near-duplicates';
CREATE SCHEMA core;
COMMENT ON SCHEMA core IS 'What articles say: events, claims, places; and what was merged from them';
CREATE SCHEMA mart;
COMMENT ON SCHEMA mart IS 'Weekly tables, each rebuilt for exactly the weeks that it is given';
CREATE SCHEMA quality;
COMMENT ON SCHEMA quality IS 'Validation runs, expectation results, quarantine and the health of sources';
CREATE SCHEMA ops;
COMMENT ON SCHEMA ops IS 'Runs, batches, backfills and migrations';

CREATE TABLE ops.migration (
    migration_number integer PRIMARY KEY,
    name text NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    duration_ms integer NOT NULL CHECK (duration_ms >= 0),
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ops.migration IS 'One row per applied migration file; a file that changed after it was applied stops the next migrate';
COMMENT ON COLUMN ops.migration.migration_number IS 'The four digits at the head of the file''s name';
COMMENT ON COLUMN ops.migration.name IS 'File name in include/warehouse/migrations';
COMMENT ON COLUMN ops.migration.sha256 IS 'Checksum of the file''s bytes as they were applied, hexadecimal';
COMMENT ON COLUMN ops.migration.duration_ms IS 'How long the file took, milliseconds';
COMMENT ON COLUMN ops.migration.applied_at IS 'When it was applied';
