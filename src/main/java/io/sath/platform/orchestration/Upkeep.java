package io.sath.platform.orchestration;

import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.orchestration.output.BotRecord.Hello;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the platform owes a running bot: the opening of a new store, records to send again, the
 * lease.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final TenantId tenant;
    private final BotId bot;
    private final LedgerView ledgers;
    private final StoredMark stored;
    private final Supplier<Brief> brief;

    Upkeep(
            TenantId tenant,
            BotId bot,
            LedgerView ledgers,
            StoredMark stored,
            Supplier<Brief> brief) {
        this.tenant = tenant;
        this.bot = bot;
        this.ledgers = ledgers;
        this.stored = stored;
        this.brief = brief;
    }

    /** The orders as they are to be now; the same where nothing is owed. */
    Orders due(Orders orders, Told told, Instant now) {
        Hello hello = told.hello();
        if (hello == null) {
            return orders;
        }
        Orders kept = orders;
        UUID ledger = hello.ledger();
        if (ledger != null
                && "new".equals(hello.store())
                && (kept.opening() == null || !kept.opening().ledger().equals(ledger))) {
            kept = kept.opening(opening(hello, ledger, Math.max(kept.epoch(), hello.epoch()) + 1));
        }
        UUID known = told.ledger();
        if (known != null) {
            Orders.Resend resend = kept.resend();
            Instant askedAt = resend == null || !resend.ledger().equals(known) ? null : resend.at();
            if (GapRule.ask(stored.told(), stored.stored(), stored.behindSince(), askedAt, now)) {
                LOG.info(
                        "bot {}: records after {} are missing, it has {}: asked again",
                        bot,
                        stored.stored(),
                        stored.told());
                kept = kept.resend(new Orders.Resend(known, stored.stored() + 1, now));
            }
        }
        return Lease.isDue(kept, known, now) ? leased(kept, known, now) : kept;
    }

    /** When to look again at a bot whose records are behind; null: with the next sweep. */
    @Nullable Instant nextLook(Instant now) {
        return stored.behindSince() == null ? null : now.plus(GapRule.PATIENCE);
    }

    Orders leased(Orders orders, @Nullable UUID ledger, Instant now) {
        return Lease.renewed(orders, brief.get(), ledger, ledgers, now);
    }

    private Orders.Opening opening(Hello hello, UUID ledger, long epoch) {
        BotConfig config = brief.get().config();
        LedgerView.Opening books =
                ledgers.opening(
                                tenant,
                                bot,
                                String.valueOf(hello.venue()),
                                String.valueOf(hello.mode()))
                        .orElseGet(() -> new LedgerView.Opening(config.capital(), List.of(), null));
        LOG.info("bot {}: a new store {} opens with epoch {}", bot, ledger, epoch);
        return new Orders.Opening(ledger, epoch, books);
    }
}
