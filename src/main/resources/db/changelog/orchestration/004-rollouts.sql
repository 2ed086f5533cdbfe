--liquibase formatted sql

--changeset sath:orchestration-004-programs
-- Every build of the bot program that was ever seen, and the one that a fleet runs by default.
CREATE TABLE bot_programs (
    version varchar(16) PRIMARY KEY,
    sha256 char(64) NOT NULL,
    seen_at timestamptz NOT NULL
);
CREATE TABLE fleet_programs (
    fleet varchar(60) PRIMARY KEY,
    version varchar(16) NOT NULL REFERENCES bot_programs (version)
);

--changeset sath:orchestration-004-rollouts
-- The way of a fleet from one build to another, ring by ring.
CREATE TABLE rollouts (
    id uuid PRIMARY KEY,
    fleet varchar(60) NOT NULL,
    from_version varchar(16) NOT NULL REFERENCES bot_programs (version),
    to_version varchar(16) NOT NULL REFERENCES bot_programs (version),
    state varchar(10) NOT NULL CHECK (state IN ('running', 'stopped', 'done', 'back')),
    ring varchar(10) NOT NULL CHECK (ring IN ('canary', 'few', 'quarter', 'all')),
    ring_since timestamptz NOT NULL,
    canaries uuid[] NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    reason jsonb
);
CREATE UNIQUE INDEX rollouts_one_at_once ON rollouts (fleet) WHERE state IN ('running', 'stopped');
COMMENT ON COLUMN rollouts.canaries IS 'The tenants whose bots go first.';

--changeset sath:orchestration-004-service
-- How each bot fared on each build it ran: what rollouts are judged by.
CREATE TABLE bot_services (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    version varchar(16) NOT NULL,
    since timestamptz NOT NULL,
    millis bigint NOT NULL DEFAULT 0,
    errors bigint NOT NULL DEFAULT 0,
    silences bigint NOT NULL DEFAULT 0,
    deaths bigint NOT NULL DEFAULT 0,
    given_up boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, bot_id, version),
    FOREIGN KEY (tenant_id, bot_id) REFERENCES bots (tenant_id, id) ON DELETE CASCADE
) WITH (fillfactor = 70);
COMMENT ON COLUMN bot_services.millis IS 'How long it was seen to run.';
COMMENT ON COLUMN bot_services.silences IS 'Heartbeats missed for 30 s.';
CALL sath_tenancy('bot_services');
