package io.sath.platform.bots;

import io.sath.platform.shared.TenantId;

/** A hint that a bot's status is another one than before: read it again. It may repeat. */
public record BotStateChanged(TenantId tenantId) {}
