-- A role that can read the warehouse and change nothing: the pages inside Airflow take it on
-- (SET ROLE), so that not even a mistake in them can write. Roles belong to the whole server:
-- another warehouse on it may have made this one, perhaps at this very moment.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tawthiq_reader') THEN
        CREATE ROLE tawthiq_reader NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        NULL;
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the user % may not create the role tawthiq_reader', current_user
            USING HINT = format(
                'have an administrator run: CREATE ROLE tawthiq_reader NOLOGIN; '
                'GRANT tawthiq_reader TO %I; then migrate again', current_user);
END
$$;
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'tawthiq_reader', 'MEMBER') THEN
        EXECUTE format('GRANT tawthiq_reader TO %I', current_user);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA raw, core, mart, quality, ops TO tawthiq_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA raw, core, mart, quality, ops TO tawthiq_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA raw, core, mart, quality, ops
    GRANT SELECT ON TABLES TO tawthiq_reader;
