--liquibase formatted sql

--changeset sath:orchestration-001-runs
-- What the platform knows of each bot's runs: where its output was read to, what it said last, and
-- what the platform tells it beside its configuration.
CREATE TABLE bot_runs (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    place varchar(200) NOT NULL DEFAULT '',
    runs jsonb NOT NULL DEFAULT '{}',
    told jsonb NOT NULL DEFAULT '{}',
    orders jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, bot_id),
    FOREIGN KEY (tenant_id, bot_id) REFERENCES bots (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
COMMENT ON COLUMN bot_runs.runs IS 'The highest seq that was read of each of the last runs.';
CALL sath_tenancy('bot_runs');
