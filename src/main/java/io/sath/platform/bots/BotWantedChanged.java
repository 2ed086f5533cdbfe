package io.sath.platform.bots;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;

/**
 * A hint, after commit, that what is wanted of a bot changed: read it again. It may repeat or be
 * missed.
 */
public record BotWantedChanged(TenantId tenantId, BotId botId) {}
