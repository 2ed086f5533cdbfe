#!/bin/sh
# Runs once, in the PostgreSQL container, while its data directory is new: the roles of
# docs/operations.md with their passwords, and the database.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -f /sath/roles.sql
psql -v ON_ERROR_STOP=1 -U postgres \
  -v owner="$(cat /run/secrets/sath_owner)" -v app="$(cat /run/secrets/sath_app)" <<'SQL'
ALTER ROLE sath_owner PASSWORD :'owner';
ALTER ROLE sath_app PASSWORD :'app';
CREATE DATABASE sath OWNER sath_owner TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE sath FROM PUBLIC;
GRANT CONNECT ON DATABASE sath TO sath_app;
SQL
