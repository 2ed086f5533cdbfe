-- The three roles. Run by a superuser, before the platform's first start; repeating it is no error.
-- docs/operations.md, section "PostgreSQL", shows it for an external server.
DO $$
BEGIN
    -- Owns the tables and migrates them (Liquibase).
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sath_owner') THEN
        CREATE ROLE sath_owner LOGIN;
    END IF;
    -- The platform at work: neither an owner nor above row-level security.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sath_app') THEN
        CREATE ROLE sath_app LOGIN;
    END IF;
    -- Reads across tenants, and never writes; nobody logs in as it.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'sath_operator') THEN
        CREATE ROLE sath_operator NOLOGIN;
    END IF;
END $$;
ALTER ROLE sath_owner NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
ALTER ROLE sath_app NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
ALTER ROLE sath_operator NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
-- Entered by SET LOCAL ROLE alone: with INHERIT its policies would hold for sath_app at all times.
GRANT sath_operator TO sath_app WITH INHERIT FALSE, SET TRUE;
-- A statement that nobody waits for any more must not hold its locks for ever.
ALTER ROLE sath_app SET statement_timeout = '60s';
ALTER ROLE sath_app SET idle_in_transaction_session_timeout = '5min';
