--liquibase formatted sql

--changeset sath:bots-001-bots
-- What each tenant wants of its bot. One bot a tenant.
CREATE TABLE bots (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id varchar(13) NOT NULL CHECK (id ~ '^[0-9a-z]{13}$'),
    created_at timestamptz NOT NULL,
    desired_on boolean NOT NULL DEFAULT false,
    exit_only boolean NOT NULL DEFAULT false,
    stop_policy varchar(10) CHECK (stop_policy IN ('leave', 'cancel', 'flatten')),
    act bigint NOT NULL DEFAULT 0,
    act_at timestamptz NOT NULL,
    run_rev bigint NOT NULL DEFAULT 1,
    keys_rev bigint NOT NULL DEFAULT 1,
    settings_rev bigint NOT NULL DEFAULT 1,
    revision bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (id),
    UNIQUE (tenant_id)
);
COMMENT ON COLUMN bots.exit_only IS 'Soft stop: stays on and opens nothing.';
COMMENT ON COLUMN bots.stop_policy IS 'Of the stop that was ordered last; null while it is on.';
COMMENT ON COLUMN bots.act IS 'Raised whenever a person acts on it, which forgets its deaths.';
COMMENT ON COLUMN bots.run_rev IS 'Raised by a restart: another run is wanted.';
COMMENT ON COLUMN bots.settings_rev IS 'Raised whenever its settings file has to be written anew.';
CALL sath_tenancy('bots');

--changeset sath:bots-001-configs
-- Every configuration that was ever saved.
CREATE TABLE bot_configs (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    revision bigint NOT NULL,
    config jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by uuid,
    settings_rev bigint NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, revision),
    FOREIGN KEY (tenant_id, bot_id) REFERENCES bots (tenant_id, id) ON DELETE CASCADE
);
COMMENT ON COLUMN bot_configs.settings_rev IS 'The first settings that had it: tells which one a bot has taken.';
CALL sath_tenancy('bot_configs');

--changeset sath:bots-001-sights
-- What was last seen of each bot. The state is worked out from it when it is asked for.
CREATE TABLE bot_sights (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    seen_at timestamptz NOT NULL,
    sight jsonb NOT NULL,
    PRIMARY KEY (tenant_id, bot_id),
    FOREIGN KEY (tenant_id, bot_id) REFERENCES bots (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
CALL sath_tenancy('bot_sights');
