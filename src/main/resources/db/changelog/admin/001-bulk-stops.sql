--liquibase formatted sql

--changeset sath:admin-001-bulk-stops
-- What "stop all" stopped, so that "start all" can start just that again. No tenant's data.
CREATE TABLE bulk_stops (
    bot_id varchar(13) PRIMARY KEY,
    act bigint NOT NULL,
    stopped_at timestamptz NOT NULL
);
COMMENT ON COLUMN bulk_stops.act IS 'The bot''s count of acts then: whoever acted on it since decides.';
