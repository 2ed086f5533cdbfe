--liquibase formatted sql

-- Tenancy in the database.
--
-- The order of things: the roles sath_owner, sath_app and sath_operator, and the grant of
-- sath_operator to sath_app, are made before the first migration by a superuser (db/roles.sql; the
-- embedded server's start runs it, docs/operations.md shows it for an external one), because
-- Liquibase itself logs in as sath_owner, which may not make roles. Everything from here on runs as
-- sath_owner and needs no right but to create in the schema public of its own database.
--
-- How another module uses it, right after the table is made, in the same changeset:
--     CREATE TABLE things (
--         tenant_id uuid NOT NULL REFERENCES tenants (id),
--         id uuid NOT NULL,
--         PRIMARY KEY (tenant_id, id));
--     CALL sath_tenancy('things');
-- A table of it that points to another one names the tenant too:
--     FOREIGN KEY (tenant_id, thing_id) REFERENCES things (tenant_id, id)
-- A table without tenants needs nothing: the default privileges below hold. Who wants fewer rights
-- on one revokes them in its own changeset.

--changeset sath:database-001-privileges
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO sath_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO sath_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO sath_operator;
-- A function that sath_app may call is granted by name.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;

--changeset sath:database-001-tenancy splitStatements:false
-- Closes a table (or a partition) that holds tenants' rows: row-level security, forced, with the
-- three policies. FORCE binds the owner too, so it has a policy of its own; without it an UPDATE of
-- a migration would silently touch no row. After a commit the setting is '' and not NULL.
CREATE PROCEDURE sath_tenancy(closed regclass)
    LANGUAGE plpgsql
    SET search_path = public, pg_temp
AS $$
DECLARE
    own text := format(
        '%I = NULLIF(current_setting(''app.tenant_id'', true), '''')::uuid',
        CASE WHEN closed = to_regclass('tenants') THEN 'id' ELSE 'tenant_id' END);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', closed);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', closed);
    EXECUTE format('CREATE POLICY own_rows ON %s TO sath_app USING (%s) WITH CHECK (%2$s)', closed, own);
    EXECUTE format('CREATE POLICY owner ON %s TO sath_owner USING (true) WITH CHECK (true)', closed);
    EXECUTE format('CREATE POLICY operator ON %s FOR SELECT TO sath_operator USING (true)', closed);
    -- A partition is reached through its table alone.
    IF (SELECT relispartition FROM pg_class WHERE oid = closed) THEN
        EXECUTE format('REVOKE ALL ON %s FROM sath_app, sath_operator', closed);
    END IF;
END $$;

--changeset sath:database-001-partitions splitStatements:false
-- Partitions by UTC day of a table PARTITION BY RANGE (a timestamptz). They are the owner's to make
-- and to drop, so sath_app calls these two; each repeats without harm.
CREATE FUNCTION sath_add_day(parted regclass, day date) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    part text := format('%s_%s', parted, to_char(day, 'YYYYMMDD'));
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('sath_add_day'), parted::oid::int);
    IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
            part, parted, day::timestamptz, (day + 1)::timestamptz);
        CALL sath_tenancy(part::regclass);
    END IF;
END $$;

-- Drops the partitions of the days before this one; answers how many.
CREATE FUNCTION sath_drop_days(parted regclass, before date) RETURNS int
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
DECLARE
    part regclass;
    dropped int := 0;
BEGIN
    FOR part IN
        SELECT inhrelid::regclass FROM pg_inherits
        WHERE inhparent = parted AND right(inhrelid::regclass::text, 8) ~ '^[0-9]{8}$'
            AND to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') < before
    LOOP
        EXECUTE format('DROP TABLE %s', part);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

GRANT EXECUTE ON FUNCTION sath_add_day(regclass, date), sath_drop_days(regclass, date) TO sath_app;

--changeset sath:database-001-buckets
-- What is left in each rate limit's bucket. UNLOGGED: lost in a crash of the server, and cheap.
CREATE UNLOGGED TABLE buckets (
    id varchar(200) PRIMARY KEY,
    state bytea,
    expires_at bigint
);
CREATE INDEX buckets_expires_at ON buckets (expires_at);

--changeset sath:database-001-leaderships
-- One replica at a time does a duty; its epoch rises with every change of hands.
CREATE TABLE leaderships (
    duty varchar(60) PRIMARY KEY,
    epoch bigint NOT NULL
);
