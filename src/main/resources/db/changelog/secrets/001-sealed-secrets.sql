--liquibase formatted sql

--changeset sath:secrets-001-sealed-secrets
-- The embedded secret store: envelopes only, which open with the key file alone. With Vault it stays
-- empty.
CREATE TABLE sealed_secrets (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    bot_id varchar(13) NOT NULL,
    key_id uuid NOT NULL,
    version int NOT NULL CHECK (version > 0),
    wrapping_key varchar(16) NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    fields text[] NOT NULL,
    notes jsonb NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, key_id)
);
CREATE INDEX sealed_secrets_wrapping_key ON sealed_secrets (wrapping_key);
CALL sath_tenancy('sealed_secrets');
