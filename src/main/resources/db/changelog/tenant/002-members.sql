--liquibase formatted sql

--changeset sath:tenant-002-organisations
-- Who sells to a tenant: a fund or a partner. A tenant without one is the house's own.
CREATE TABLE organisations (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    catalogue varchar(40) NOT NULL
);
COMMENT ON COLUMN organisations.catalogue IS 'The plan catalogue that it sells.';
ALTER TABLE tenants ADD COLUMN organisation_id uuid REFERENCES organisations (id);

--changeset sath:tenant-002-memberships
CREATE TABLE memberships (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role varchar(10) NOT NULL CHECK (role IN ('OWNER', 'TRADER', 'VIEWER')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX memberships_user_id ON memberships (user_id, created_at);
CALL sath_tenancy('memberships');
