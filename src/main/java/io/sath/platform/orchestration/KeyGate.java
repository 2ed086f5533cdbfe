package io.sath.platform.orchestration;

import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.store.SecretStore.Delivered;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way of all bots to the secret store.
 *
 * <p>A store that was found closed is not asked again for a moment: a thousand starts that wait for
 * it must not take turns in waiting for its time-out.
 */
final class KeyGate {
    private static final Logger LOG = LoggerFactory.getLogger(KeyGate.class);
    private static final Duration CLOSED = Duration.ofSeconds(5);

    private final Source source;
    private final Clock clock;
    private volatile Instant askAgainAt = Instant.MIN;
    private volatile boolean closed;

    /** Who hands the keys out. */
    interface Source {
        Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys);
    }

    KeyGate(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The delivery for one start, which the caller closes.
     *
     * @throws Withheld where there is none now
     */
    SecretDelivery deliver(TenantId tenant, BotId bot, List<KeyId> keys) {
        if (!keys.isEmpty() && clock.instant().isBefore(askAgainAt)) {
            throw new Withheld(Withheld.Why.STORE);
        }
        return switch (source.deliver(tenant, bot, keys)) {
            case Delivered.Ready(SecretDelivery delivery) -> {
                opened(keys);
                yield delivery;
            }
            case Delivered.Missing(List<KeyId> missing) -> {
                opened(keys);
                LOG.warn("bot {}: its keys {} are not there", bot, missing);
                throw new Withheld(Withheld.Why.MISSING);
            }
            case Delivered.Unavailable(var outage) -> {
                if (!closed) {
                    LOG.warn("The secret store is closed ({}): starts wait for it", outage);
                }
                closed = true;
                askAgainAt = clock.instant().plus(CLOSED);
                throw new Withheld(Withheld.Why.STORE);
            }
        };
    }

    /** Whether a start could have its keys now; throws {@link Withheld} where not. */
    void check(TenantId tenant, BotId bot, List<KeyId> keys) {
        if (deliver(tenant, bot, keys) instanceof SecretDelivery.ByStdin line) {
            line.close();
        }
    }

    private void opened(List<KeyId> keys) {
        if (closed && !keys.isEmpty()) {
            LOG.info("The secret store is open again");
            closed = false;
        }
    }
}
