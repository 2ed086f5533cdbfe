--liquibase formatted sql

--changeset sath:billing-001-plans
-- Plans are data. NULL in a limit: unlimited.
CREATE TABLE plans (
    catalogue varchar(40) NOT NULL,
    code varchar(40) NOT NULL,
    name varchar(40) NOT NULL,
    rank int NOT NULL,
    price_monthly numeric(12, 2) NOT NULL,
    price_yearly numeric(12, 2),
    currency varchar(10) NOT NULL,
    symbols int,
    capital numeric(20, 2),
    modes varchar(10)[] NOT NULL,
    multi_timeframe boolean NOT NULL,
    ai_ensemble boolean NOT NULL,
    api_access boolean NOT NULL,
    support varchar(20) NOT NULL,
    log_days int NOT NULL,
    trades_per_month bigint,
    calls_per_minute int NOT NULL,
    storage_bytes bigint,
    bot_memory_mb int NOT NULL,
    bot_cpu_percent int NOT NULL,
    PRIMARY KEY (catalogue, code),
    UNIQUE (catalogue, rank)
);
COMMENT ON COLUMN plans.rank IS 'From 0, the free plan, which a tenant without a subscription is on.';

--changeset sath:billing-001-catalogues
-- 100 MB is 100,000,000 bytes, 1 GB 1,000,000,000.
INSERT INTO plans (catalogue, code, name, rank, price_monthly, price_yearly, currency, symbols, capital, modes,
    multi_timeframe, ai_ensemble, api_access, support, log_days, trades_per_month, calls_per_minute, storage_bytes,
    bot_memory_mb, bot_cpu_percent) VALUES
('sath', 'free', 'Free', 0, 0, 0, 'USD', 1, 100, '{paper}', false, false, false, 'community', 7, 100, 10, 100000000, 160, 10),
('sath', 'pro', 'Pro', 1, 29, 290, 'USD', 5, 10000, '{paper,live}', true, false, false, 'email', 30, 10000, 200, 10000000000, 256, 25),
('sath', 'enterprise', 'Enterprise', 2, 99, 990, 'USD', NULL, NULL, '{paper,live}', true, true, true, 'priority', 90, NULL, 1000, NULL, 512, 100),
('botpolymarket', 'free', 'Free', 0, 0, NULL, 'USD', 1, 1000, '{paper}', false, false, true, 'email', 7, 100, 10, 100000000, 160, 10),
('botpolymarket', 'basic', 'Basic', 1, 29, NULL, 'USD', 3, 5000, '{paper,live}', true, false, true, 'email-chat', 30, 1000, 50, 1000000000, 192, 15),
('botpolymarket', 'pro', 'Pro', 2, 99, NULL, 'USD', 10, 50000, '{paper,live}', true, false, true, 'phone', 30, 10000, 200, 10000000000, 256, 25),
('botpolymarket', 'enterprise', 'Enterprise', 3, 499, NULL, 'USD', NULL, NULL, '{paper,live}', true, true, true, 'dedicated', 90, NULL, 1000, NULL, 512, 100);

--changeset sath:billing-001-subscriptions
-- A tenant without a row is on its catalogue's free plan.
CREATE TABLE subscriptions (
    tenant_id uuid PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    plan varchar(40) NOT NULL,
    paid_until timestamptz,
    changed_at timestamptz NOT NULL
);
COMMENT ON COLUMN subscriptions.paid_until IS 'NULL: nothing is charged and it does not lapse.';
CALL sath_tenancy('subscriptions');

-- What operators set for one tenant beside its plan: an object of limits by their names in the API.
CREATE TABLE tenant_limits (
    tenant_id uuid PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    limits jsonb NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamptz NOT NULL
);
CALL sath_tenancy('tenant_limits');

--changeset sath:billing-001-usage
CREATE TABLE usage_months (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    meter varchar(20) NOT NULL,
    month date NOT NULL,
    used bigint NOT NULL CHECK (used >= 0),
    PRIMARY KEY (tenant_id, meter, month)
);
COMMENT ON COLUMN usage_months.month IS 'First day of the UTC month; 1970-01-01 for a level that no month resets.';
CALL sath_tenancy('usage_months');
