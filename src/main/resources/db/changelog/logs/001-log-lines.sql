--liquibase formatted sql

--changeset sath:logs-001-lines
-- Lines of bots and of the platform about them, a partition a UTC day. No foreign key to tenants:
-- it would be looked up for each of thousands of lines a second; who erases a tenant deletes here.
CREATE TABLE log_lines (
    tenant_id uuid NOT NULL,
    -- UUID version 7, in the order of arrival.
    id uuid NOT NULL,
    -- The bot's wall clock.
    at timestamptz NOT NULL,
    source varchar(8) NOT NULL,
    level varchar(5) NOT NULL,
    code varchar(80),
    message text NOT NULL,
    -- Of a line of the platform: its values, separated by U+001F.
    args text,
    run uuid,
    seq bigint,
    PRIMARY KEY (tenant_id, at, id)
) PARTITION BY RANGE (at);
CALL sath_tenancy('log_lines');
-- Streams resume in the order of arrival.
CREATE INDEX log_lines_arrival ON log_lines (tenant_id, id);
-- A day without a partition of its own loses nothing.
CREATE TABLE log_lines_default PARTITION OF log_lines DEFAULT;
CALL sath_tenancy('log_lines_default');

-- What each tenant's lines of a UTC day take: the trimming reads it instead of the lines.
CREATE TABLE log_days (
    tenant_id uuid NOT NULL,
    day date NOT NULL,
    lines bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (tenant_id, day)
);
CALL sath_tenancy('log_days');

--changeset sath:logs-001-days splitStatements:false
-- Makes a day's partition, also where lines of that day already went to the default one.
CREATE FUNCTION logs_add_day(day date) RETURNS void
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
    SET timezone = 'UTC'
AS $$
DECLARE
    part text := format('log_lines_%s', to_char(day, 'YYYYMMDD'));
    first timestamptz := day::timestamptz;
    past timestamptz := (day + 1)::timestamptz;
BEGIN
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM log_lines_default WHERE at >= first AND at < past) THEN
        PERFORM sath_add_day('log_lines', day);
        RETURN;
    END IF;
    LOCK TABLE log_lines IN ACCESS EXCLUSIVE MODE;
    IF to_regclass(part) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE log_lines INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format(
        'WITH moved AS (DELETE FROM log_lines_default WHERE at >= $1 AND at < $2 RETURNING *)
         INSERT INTO %I SELECT * FROM moved', part) USING first, past;
    EXECUTE format(
        'ALTER TABLE log_lines ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, first, past);
    EXECUTE format('CALL sath_tenancy(%L::regclass)', part);
END $$;

-- Drops the partitions of days before this one that nobody has lines in any more; answers how many.
CREATE FUNCTION logs_drop_empty_days(before date) RETURNS int
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
DECLARE
    part regclass;
    used boolean;
    dropped int := 0;
BEGIN
    FOR part IN
        SELECT inhrelid::regclass FROM pg_inherits
        WHERE inhparent = 'log_lines'::regclass
            AND inhrelid::regclass::text ~ '^log_lines_[0-9]{8}$'
            AND to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') < before
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', part) INTO used;
        IF NOT used THEN
            EXECUTE format('DROP TABLE %s', part);
            dropped := dropped + 1;
        END IF;
    END LOOP;
    RETURN dropped;
END $$;

GRANT EXECUTE ON FUNCTION logs_add_day(date), logs_drop_empty_days(date) TO sath_app;
