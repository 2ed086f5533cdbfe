--liquibase formatted sql

--changeset sath:secrets-003-moved
ALTER TABLE sealed_secrets ADD COLUMN moved_version int;
COMMENT ON COLUMN sealed_secrets.moved_version IS
    'The version that was found in Vault, whole, when the keys were moved there; null: not moved.';
