-- Schemas, tables, views and columns of the warehouse without a comment; partitions take those of
-- their parent. Grain: one row per missing comment.
WITH relation AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('raw', 'core', 'mart', 'quality', 'ops')
        AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT c.relispartition
)
SELECT nspname AS name
FROM pg_namespace
WHERE nspname IN ('raw', 'core', 'mart', 'quality', 'ops')
    AND obj_description(oid, 'pg_namespace') IS NULL
UNION ALL
SELECT name
FROM relation
WHERE obj_description(oid, 'pg_class') IS NULL
UNION ALL
SELECT relation.name || '.' || a.attname
FROM relation
JOIN pg_attribute AS a ON a.attrelid = relation.oid
WHERE a.attnum > 0
    AND NOT a.attisdropped
    AND col_description(relation.oid, a.attnum) IS NULL
ORDER BY name
