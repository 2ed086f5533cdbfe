--liquibase formatted sql

--changeset sath:bots-002-backtests
CREATE TABLE backtests (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    key varchar(255) NOT NULL,
    request_hash char(64) NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    report jsonb,
    problem text,
    PRIMARY KEY (tenant_id, key),
    FOREIGN KEY (tenant_id, bot_id) REFERENCES bots (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN backtests.key IS 'The caller''s Idempotency-Key.';
CREATE UNIQUE INDEX backtests_one_at_once ON backtests (tenant_id) WHERE ended_at IS NULL;
CALL sath_tenancy('backtests');
