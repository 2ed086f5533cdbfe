package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.CredentialChecked;
import io.sath.platform.secrets.CredentialSaved;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * When a key has changed that a bot's configuration names, the bot gets another run, to which the
 * keys are delivered anew; one whose key was revoked stops and leaves what it has. It belongs to
 * the transaction that changes the key: after that it cannot be missed.
 */
@Component
class KeyChanges {
    private final TenantScope scope;
    private final BotRows rows;
    private final KeyRules keys;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeyChanges(
            TenantScope scope,
            BotRows rows,
            KeyRules keys,
            ApplicationEventPublisher events,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void on(CredentialSaved saved) {
        TenantId tenant = saved.tenantId();
        change(
                tenant,
                saved.keyId(),
                false,
                row -> {
                    boolean stop = row.on() && keys.isRevoked(tenant, saved.keyId());
                    return new BotRow(
                            tenant,
                            row.id(),
                            row.on() && !stop,
                            row.exitOnly() && !stop,
                            stop ? StopPolicy.LEAVE : row.stop(),
                            row.on() ? row.act() + 1 : row.act(),
                            row.on() ? clock.instant() : row.actAt(),
                            row.runRev(),
                            row.keysRev() + 1,
                            row.settingsRev() + 1,
                            row.revision());
                });
    }

    /** What its settings let a live bot open hangs on what is known of its key. */
    @EventListener
    void on(CredentialChecked checked) {
        change(
                checked.tenantId(),
                checked.keyId(),
                true,
                row ->
                        new BotRow(
                                row.tenant(),
                                row.id(),
                                row.on(),
                                row.exitOnly(),
                                row.stop(),
                                row.act(),
                                row.actAt(),
                                row.runRev(),
                                row.keysRev(),
                                row.settingsRev() + 1,
                                row.revision()));
    }

    private void change(
            TenantId tenant, KeyId key, boolean liveAlone, UnaryOperator<BotRow> change) {
        scope.run(
                tenant,
                () ->
                        rows.lock(tenant)
                                .filter(row -> names(row, key, liveAlone))
                                .ifPresent(row -> {
                                    rows.update(change.apply(row));
                                    events.publishEvent(new BotWantedChanged(tenant, row.id()));
                                }));
    }

    private boolean names(BotRow row, KeyId key, boolean liveAlone) {
        BotConfig config = rows.config(row.tenant(), row.revision()).orElseThrow().config();
        return config.keys().contains(key) && (!liveAlone || config.mode() == Mode.LIVE);
    }
}
