package io.sath.platform.bots;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes a tenant's bot when it is first asked for, with a configuration that starts as it is. */
@Component
class NewBots {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TenantScope scope;
    private final BotRows rows;
    private final Allowances allowances;
    private final Clock clock;

    NewBots(TenantScope scope, BotRows rows, Allowances allowances, Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.allowances = allowances;
        this.clock = clock;
    }

    void ensure(TenantId tenant) {
        if (scope.call(tenant, () -> rows.find(tenant)).isEmpty()) {
            BotConfig config =
                    ConfigDefaults.within(allowances.of(tenant).plan().limits().capital());
            scope.run(
                    tenant,
                    () -> rows.insert(tenant, BotId.random(RANDOM), config, clock.instant()));
        }
    }
}
