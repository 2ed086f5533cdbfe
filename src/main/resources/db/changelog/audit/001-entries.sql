--liquibase formatted sql

-- Who did what: a chain per tenant, and one of the platform under the id of all zeros, so that the
-- same rules of tenancy hold for both. Nothing here has a foreign key: the record outlives what it
-- speaks of. Each entry's hash covers the one before it; the head says where a chain ends, so that
-- a cut end shows as well.

--changeset sath:audit-001-entries
CREATE TABLE audit_entries (
    tenant_id  uuid NOT NULL,
    number     bigint NOT NULL CHECK (number > 0),
    id         uuid NOT NULL,
    at         timestamptz NOT NULL,
    actor_id   uuid,
    action     text NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
    subject    text NOT NULL CHECK (length(subject) <= 200),
    request_id text,
    hash       bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (tenant_id, number)
);
CALL sath_tenancy('audit_entries');
CREATE INDEX audit_entries_at ON audit_entries (at);
REVOKE UPDATE, DELETE ON audit_entries FROM sath_app;

CREATE TABLE audit_heads (
    tenant_id uuid PRIMARY KEY,
    number    bigint NOT NULL,
    hash      bytea NOT NULL
);
CALL sath_tenancy('audit_heads');
REVOKE DELETE ON audit_heads FROM sath_app;

--changeset sath:audit-001-append-only splitStatements:false
-- Binds the owner too, whom grants do not bind.
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is only ever added to';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
