--liquibase formatted sql

-- What bots said of the moment: last states, bounded series. None of it is books.

--changeset sath:journal-002-runs
-- A run's meters, which begin at 0 with it.
CREATE TABLE run_meters (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    run uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    first_ts timestamptz NOT NULL,
    cpu_ms bigint NOT NULL DEFAULT 0,
    api_calls bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, run)
);
CALL sath_tenancy('run_meters');

--changeset sath:journal-002-positions
-- The last that a bot said of a symbol.
CREATE TABLE positions (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    bot_id varchar(13) NOT NULL,
    symbol text NOT NULL,
    trade text,
    ts timestamptz NOT NULL,
    at timestamptz NOT NULL,
    quantity numeric NOT NULL,
    entry numeric,
    mark numeric,
    unrealized numeric,
    stop numeric,
    target numeric,
    PRIMARY KEY (tenant_id, bot_id, symbol)
);
CALL sath_tenancy('positions');

--changeset sath:journal-002-decisions
CREATE TABLE decisions (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    run uuid NOT NULL,
    seq bigint NOT NULL,
    ts timestamptz NOT NULL,
    at timestamptz NOT NULL,
    symbol text NOT NULL,
    strategy text NOT NULL,
    action text NOT NULL,
    -- [{"code":…,"values":{…}}]; json and not jsonb, which would reorder the values.
    why json NOT NULL,
    votes json NOT NULL,
    ai_cost numeric NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, run, seq)
);
CALL sath_tenancy('decisions');
CREATE INDEX decisions_by_time ON decisions (tenant_id, ts, id);

--changeset sath:journal-002-equity
-- The last figures of each piece of time: 10 s when young, more with age.
CREATE TABLE equity (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    bot_id varchar(13) NOT NULL,
    bucket timestamptz NOT NULL,
    ts timestamptz NOT NULL,
    at timestamptz NOT NULL,
    venue text NOT NULL,
    mode text NOT NULL,
    quote text NOT NULL,
    equity numeric NOT NULL,
    cash numeric NOT NULL,
    realized numeric NOT NULL,
    unrealized numeric NOT NULL,
    fees numeric NOT NULL,
    ai_cost numeric NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, bucket)
);
CALL sath_tenancy('equity');
CREATE INDEX equity_by_time ON equity (tenant_id, venue, mode, bucket);

--changeset sath:journal-002-candles
CREATE TABLE candles (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    bot_id varchar(13) NOT NULL,
    symbol text NOT NULL,
    span text NOT NULL,
    at timestamptz NOT NULL,
    open numeric NOT NULL,
    high numeric NOT NULL,
    low numeric NOT NULL,
    close numeric NOT NULL,
    volume numeric NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, symbol, span, at)
);
CALL sath_tenancy('candles');
