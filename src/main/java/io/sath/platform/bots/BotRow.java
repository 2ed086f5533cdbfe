package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tenant wants of its bot, as the table has it. */
record BotRow(
        TenantId tenant,
        BotId id,
        boolean on,
        boolean exitOnly,
        @Nullable StopPolicy stop,
        long act,
        Instant actAt,
        long runRev,
        long keysRev,
        long settingsRev,
        long revision) {}
