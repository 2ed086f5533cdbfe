--liquibase formatted sql

--changeset sath:secrets-002-keys
-- What is known of the tenants' keys beside their values, which lie in the secret store. A row is
-- there before its value and goes after it: phase and due_at say what is under way, and the sweep
-- finishes what was cut off.
CREATE TABLE exchange_keys (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    service varchar(20) NOT NULL CHECK (service IN ('binance', 'binance-testnet', 'polymarket')),
    label varchar(60) NOT NULL,
    phase varchar(10) NOT NULL
        CHECK (phase IN ('saving', 'live', 'erasing', 'revoking', 'revoked')),
    version int NOT NULL CHECK (version >= 0),
    state jsonb NOT NULL,
    pending jsonb,
    due_at timestamptz,
    checking_since timestamptz,
    next_check_at timestamptz NOT NULL,
    used_at timestamptz,
    value_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN exchange_keys.version IS 'Of its value in the secret store; 0: there is none.';
COMMENT ON COLUMN exchange_keys.pending IS 'What it will be once its new value is kept.';
CREATE UNIQUE INDEX exchange_keys_label ON exchange_keys (tenant_id, service, lower(label))
    WHERE phase <> 'erasing';
CREATE INDEX exchange_keys_due ON exchange_keys (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX exchange_keys_next_check ON exchange_keys (next_check_at);
CALL sath_tenancy('exchange_keys');

CREATE TABLE ai_keys (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    id uuid NOT NULL,
    service varchar(20) NOT NULL CHECK (service IN ('deepseek', 'openai', 'gemini')),
    label varchar(60) NOT NULL,
    phase varchar(10) NOT NULL
        CHECK (phase IN ('saving', 'live', 'erasing', 'revoking', 'revoked')),
    version int NOT NULL CHECK (version >= 0),
    state jsonb NOT NULL,
    pending jsonb,
    due_at timestamptz,
    checking_since timestamptz,
    next_check_at timestamptz NOT NULL,
    used_at timestamptz,
    value_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX ai_keys_label ON ai_keys (tenant_id, service, lower(label))
    WHERE phase <> 'erasing';
CREATE INDEX ai_keys_due ON ai_keys (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ai_keys_next_check ON ai_keys (next_check_at);
CALL sath_tenancy('ai_keys');

--changeset sath:secrets-002-incidents
-- Operators' orders to revoke keys; one that was cut off is gone on with. service null: all keys.
CREATE TABLE key_incidents (
    id uuid PRIMARY KEY,
    service varchar(20),
    reason varchar(200) NOT NULL,
    ordered_by uuid NOT NULL,
    ordered_at timestamptz NOT NULL,
    done_at timestamptz
);
