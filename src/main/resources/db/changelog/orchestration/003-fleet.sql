--liquibase formatted sql

--changeset sath:orchestration-003-state
-- How the fleet's leader finds it, for the pages of every replica. One row a fleet.
CREATE TABLE fleet_states (
    fleet varchar(60) PRIMARY KEY,
    epoch bigint NOT NULL,
    told_at timestamptz NOT NULL,
    state jsonb NOT NULL
) WITH (fillfactor = 50);

--changeset sath:orchestration-003-nodes
-- The machines as last seen, and what operators want of them.
CREATE TABLE fleet_nodes (
    fleet varchar(60) NOT NULL,
    id varchar(100) NOT NULL,
    seen_at timestamptz NOT NULL,
    node jsonb NOT NULL,
    drain_wanted boolean,
    drain_fault varchar(500),
    PRIMARY KEY (fleet, id)
);
COMMENT ON COLUMN fleet_nodes.drain_wanted IS 'Ordered and not yet seen to be so; null: nothing is ordered.';

--changeset sath:orchestration-003-orphans
-- What runs without a row that wants it. It has no tenant here, so the table has none.
CREATE TABLE fleet_orphans (
    fleet varchar(60) NOT NULL,
    bot_id varchar(13) NOT NULL,
    node varchar(200),
    started_at timestamptz,
    first_seen_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    stop_asked_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (fleet, bot_id)
);

--changeset sath:orchestration-003-holds
-- While one is open nothing is started or ended: the database seems older than what runs.
CREATE TABLE fleet_holds (
    fleet varchar(60) NOT NULL,
    since timestamptz NOT NULL,
    found jsonb NOT NULL,
    lifted_at timestamptz,
    PRIMARY KEY (fleet, since)
);
CREATE UNIQUE INDEX fleet_holds_one_at_once ON fleet_holds (fleet) WHERE lifted_at IS NULL;
