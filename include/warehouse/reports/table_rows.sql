-- Rows per table of raw, core, mart and quality, counted. Grain: one row per table.
SELECT
    n.nspname AS schema_name,
    c.relname AS table_name,
    ops.row_count(c.oid) AS row_count
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname IN ('raw', 'core', 'mart', 'quality')
    AND c.relkind IN ('r', 'p', 'm')
    AND NOT c.relispartition
ORDER BY array_position(ARRAY['raw', 'core', 'mart', 'quality'], n.nspname::text), c.relname
