--liquibase formatted sql

--changeset sath:notification-001-notifications
-- What people have to be told: written with the change that it is about, sent afterwards.
CREATE TABLE notifications (
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    code varchar(40) NOT NULL,
    subject uuid NOT NULL,
    label varchar(60) NOT NULL,
    service varchar(40) NOT NULL,
    created_at timestamptz NOT NULL,
    next_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    sent_at timestamptz,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN notifications.next_at IS 'When it is tried next; null: it was sent, or given up.';
CREATE INDEX notifications_due ON notifications (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX notifications_subject ON notifications (tenant_id, subject, code, created_at);
CALL sath_tenancy('notifications');
