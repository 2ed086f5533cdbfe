--liquibase formatted sql

--changeset sath:account-001-people
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) <= 254),
    password_hash text NOT NULL,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    language      text NOT NULL CHECK (language IN ('es', 'en')),
    zone          text NOT NULL,
    theme         text NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    role          text NOT NULL CHECK (role IN ('USER', 'ADMIN', 'SUPERADMIN')),
    active        boolean NOT NULL,
    verified_at   timestamptz,
    workspace     uuid,
    created_at    timestamptz NOT NULL,
    version       integer NOT NULL
);
COMMENT ON COLUMN users.workspace IS 'The tenant last used: where a log-in without one goes.';

-- A log-in: of a page's session or of a family of refresh tokens.
CREATE TABLE sessions (
    id               uuid PRIMARY KEY,
    user_id          uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind             text NOT NULL CHECK (kind IN ('PAGE', 'API')),
    workspace        uuid NOT NULL,
    authenticated_at timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz
);
CREATE INDEX sessions_user ON sessions (user_id) WHERE ended_at IS NULL;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE refresh_tokens (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

CREATE TABLE mail_tokens (
    hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('VERIFY', 'RESET')),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX mail_tokens_user ON mail_tokens (user_id);
