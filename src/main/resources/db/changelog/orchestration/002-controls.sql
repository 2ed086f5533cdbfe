--liquibase formatted sql

--changeset sath:orchestration-002-controls
-- A run is the journal's word; this is what the reconciler holds of a bot.
ALTER TABLE bot_runs RENAME TO bot_controls;
ALTER INDEX bot_runs_pkey RENAME TO bot_controls_pkey;
ALTER TABLE bot_controls RENAME CONSTRAINT bot_runs_tenant_id_bot_id_fkey TO bot_controls_tenant_id_bot_id_fkey;
