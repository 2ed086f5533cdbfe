--liquibase formatted sql

--changeset sath:api-001-idempotency
-- What was asked for under an Idempotency-Key, and the answer, for 24 hours. Without a status the
-- request is under way until locked_until, or was answered with something that is not kept.
CREATE TABLE idempotency_keys (
    tenant_id    uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
    created_at   timestamptz NOT NULL,
    locked_until timestamptz,
    status       integer,
    content_type text,
    location     text,
    body         bytea,
    PRIMARY KEY (tenant_id, key)
);
CALL sath_tenancy('idempotency_keys');
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
