--liquibase formatted sql

--changeset sath:billing-002-plan-codes
-- A code leaves for where few characters are safe: the meta of a bot's job, links, prices.
ALTER TABLE plans ADD CONSTRAINT plans_code_is_a_word CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,39}$');
