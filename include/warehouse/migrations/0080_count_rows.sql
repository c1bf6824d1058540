-- Counts a table named by a row of a query: SQL alone cannot, and the embedded server has no XML.

CREATE FUNCTION ops.row_count(counted regclass) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
    found bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %s', counted) INTO found;
    RETURN found;
END
$$;
COMMENT ON FUNCTION ops.row_count (regclass) IS 'How many rows a table holds, counted';
