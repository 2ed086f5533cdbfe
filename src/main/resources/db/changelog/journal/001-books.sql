--liquibase formatted sql

-- The books: what bots recorded of orders and fills, and the trades that follow from them. In every
-- table ts is the bot's wall clock, by which lists and retention go, and at is the venue's clock
-- (on replay the market's). Money is in quote, quantities are in the base asset. numeric without a
-- scale keeps a decimal as it was said, digit by digit.

--changeset sath:journal-001-ledgers
CREATE TABLE bot_ledgers (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    bot_id varchar(13) NOT NULL,
    ledger uuid NOT NULL,
    venue text NOT NULL,
    mode text NOT NULL,
    quote text NOT NULL,
    -- The highest that any of its records names; a ledger below another one of its bot is stale.
    epoch bigint NOT NULL DEFAULT 0,
    -- Every record up to here is stored.
    gapless bigint NOT NULL DEFAULT 0,
    -- The highest record that is stored.
    top bigint NOT NULL DEFAULT 0,
    -- Records refused because they differ from what was stored before, or because it is stale.
    refused bigint NOT NULL DEFAULT 0,
    last_ts timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, ledger)
);
CALL sath_tenancy('bot_ledgers');

--changeset sath:journal-001-trades
-- From flat to flat. Worked out anew from its orders and fills whenever one of them arrives, so the
-- order of their arrival does not matter.
CREATE TABLE trades (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    -- The ledger that it goes on in: a new store takes open trades over.
    ledger uuid NOT NULL,
    name text NOT NULL,
    venue text NOT NULL,
    mode text NOT NULL,
    quote text NOT NULL,
    symbol text NOT NULL,
    side varchar(5) NOT NULL,
    -- pending (asked for, nothing filled), open, closed, failed (asked for in vain)
    status varchar(7) NOT NULL,
    strategy text,
    entry_quantity numeric NOT NULL DEFAULT 0,
    entry_notional numeric NOT NULL DEFAULT 0,
    exit_quantity numeric NOT NULL DEFAULT 0,
    exit_notional numeric NOT NULL DEFAULT 0,
    -- What fees in the base asset took of the quantity.
    base_fees numeric NOT NULL DEFAULT 0,
    -- All fees whose worth in quote is known.
    fees numeric NOT NULL DEFAULT 0,
    -- Closed: net of fees.
    pnl numeric,
    -- What its exits realised so far, before fees.
    gross numeric NOT NULL DEFAULT 0,
    exit_reason text,
    opened_ts timestamptz NOT NULL,
    closed_ts timestamptz,
    -- Whether it uses up the month's quota, the first record that does so, and the UTC month.
    counts boolean NOT NULL,
    first_ledger uuid,
    first_seq bigint,
    counted_month date,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, bot_id, ledger, name)
);
CALL sath_tenancy('trades');
CREATE INDEX trades_by_time ON trades (tenant_id, opened_ts, id) WHERE status <> 'pending';
CREATE INDEX trades_by_symbol ON trades (tenant_id, symbol, opened_ts, id) WHERE status <> 'pending';
CREATE INDEX trades_open ON trades (tenant_id, bot_id, name) WHERE status = 'open';
CREATE INDEX trades_failed ON trades (tenant_id, opened_ts, id) WHERE status = 'failed';
CREATE INDEX trades_uncounted ON trades (tenant_id, bot_id) WHERE counts AND counted_month IS NULL;
CREATE INDEX trades_counted ON trades (tenant_id, counted_month) WHERE counted_month IS NOT NULL;
-- The figures are read from this alone.
CREATE INDEX trades_figures ON trades (tenant_id, venue, mode, closed_ts)
    INCLUDE (status, pnl, gross, fees);

--changeset sath:journal-001-orders
-- One row a change of an order.
CREATE TABLE orders (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    ledger uuid NOT NULL,
    ledger_seq bigint NOT NULL,
    run uuid NOT NULL,
    seq bigint NOT NULL,
    ts timestamptz NOT NULL,
    at timestamptz NOT NULL,
    trade_id uuid NOT NULL,
    order_id text NOT NULL,
    trade text NOT NULL,
    symbol text NOT NULL,
    side varchar(4) NOT NULL,
    effect varchar(5) NOT NULL,
    kind text NOT NULL,
    quantity numeric NOT NULL,
    price numeric,
    stop numeric,
    trail numeric,
    status varchar(9) NOT NULL,
    filled numeric NOT NULL,
    strategy text,
    reason text,
    PRIMARY KEY (tenant_id, bot_id, ledger, ledger_seq),
    FOREIGN KEY (tenant_id, bot_id, ledger) REFERENCES bot_ledgers (tenant_id, bot_id, ledger) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, trade_id) REFERENCES trades (tenant_id, id) ON DELETE CASCADE
);
CALL sath_tenancy('orders');
CREATE INDEX orders_of_trade ON orders (tenant_id, trade_id);

--changeset sath:journal-001-fills
CREATE TABLE fills (
    tenant_id uuid NOT NULL,
    bot_id varchar(13) NOT NULL,
    ledger uuid NOT NULL,
    ledger_seq bigint NOT NULL,
    run uuid NOT NULL,
    seq bigint NOT NULL,
    ts timestamptz NOT NULL,
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    trade_id uuid NOT NULL,
    fill_id text NOT NULL,
    order_id text NOT NULL,
    trade text NOT NULL,
    venue text NOT NULL,
    symbol text NOT NULL,
    side varchar(4) NOT NULL,
    effect varchar(5) NOT NULL,
    quantity numeric NOT NULL,
    price numeric NOT NULL,
    fee numeric NOT NULL,
    fee_asset text NOT NULL,
    -- Its worth in quote; null where it is not known.
    fee_worth numeric,
    -- Whether the fee was taken of the quantity.
    fee_in_base boolean NOT NULL,
    maker boolean NOT NULL,
    pnl numeric,
    -- False for a fill that an earlier ledger booked already: kept as a record, counted nowhere.
    booked boolean NOT NULL,
    PRIMARY KEY (tenant_id, bot_id, ledger, ledger_seq),
    UNIQUE (tenant_id, id),
    FOREIGN KEY (tenant_id, bot_id, ledger) REFERENCES bot_ledgers (tenant_id, bot_id, ledger) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, trade_id) REFERENCES trades (tenant_id, id) ON DELETE CASCADE
);
CALL sath_tenancy('fills');
CREATE UNIQUE INDEX fills_of_venue ON fills (tenant_id, bot_id, venue, symbol, fill_id) WHERE booked;
CREATE INDEX fills_of_trade ON fills (tenant_id, trade_id);
CREATE INDEX fills_by_time ON fills (tenant_id, ts, id) WHERE booked;
CREATE INDEX fills_by_symbol ON fills (tenant_id, symbol, ts, id) WHERE booked;
