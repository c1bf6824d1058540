-- A new partition of raw.article_text locks the tables that it refers to. A load that had written
-- there and then came to raw.article_text waited for the partition, and the partition for the load.
-- Now those tables are locked first, while nothing else is held: the partition waits its turn.
CREATE OR REPLACE FUNCTION raw.ensure_article_text_partitions(days date[]) RETURNS integer
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
            LOCK TABLE ops.batch, raw.article IN SHARE ROW EXCLUSIVE MODE;
            EXECUTE format(
                'CREATE TABLE raw.%I PARTITION OF raw.article_text FOR VALUES FROM (%L) TO (%L)',
                part, month_on, (month_on + interval '1 month')::date);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END
$$;
