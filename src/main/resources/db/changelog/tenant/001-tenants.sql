--liquibase formatted sql

--changeset sath:tenant-001-tenants
CREATE TABLE tenants (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    email varchar(254) NOT NULL,
    status varchar(10) NOT NULL CHECK (status IN ('trial', 'active', 'suspended', 'expired')),
    created_at timestamptz NOT NULL,
    last_active_at timestamptz NOT NULL
);
CREATE INDEX tenants_created_at ON tenants (created_at, id);
CALL sath_tenancy('tenants');
