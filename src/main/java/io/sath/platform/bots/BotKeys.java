package io.sath.platform.bots;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.CredentialUse;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import org.springframework.stereotype.Component;

/** Tells who keeps keys which bot has them. */
@Component
class BotKeys implements CredentialUse {
    private final TenantScope scope;
    private final BotRows rows;
    private final NewBots newBots;

    BotKeys(TenantScope scope, BotRows rows, NewBots newBots) {
        this.scope = scope;
        this.rows = rows;
        this.newBots = newBots;
    }

    @Override
    public BotId botOf(TenantId tenant) {
        newBots.ensure(tenant);
        return scope.call(tenant, () -> rows.find(tenant).orElseThrow().id());
    }

    /** Locks the bot's row, which whoever switches it on or configures it locks too. */
    @Override
    public boolean inUse(TenantId tenant, KeyId key) {
        return scope.call(
                tenant,
                () ->
                        rows.lock(tenant)
                                .filter(BotRow::on)
                                .flatMap(row -> rows.config(tenant, row.revision()))
                                .filter(stored -> stored.config().keys().contains(key))
                                .isPresent());
    }
}
