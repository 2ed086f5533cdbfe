--liquibase formatted sql

--changeset sath:api-002-forget-keys splitStatements:false
-- Keys of all tenants are forgotten after their 24 hours: the one write of module api across tenants.
CREATE FUNCTION sath_forget_idempotency_keys(before timestamptz) RETURNS integer
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = public, pg_temp
AS $$
DECLARE
    forgotten integer;
BEGIN
    DELETE FROM idempotency_keys WHERE created_at < before;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;
GRANT EXECUTE ON FUNCTION sath_forget_idempotency_keys(timestamptz) TO sath_app;
