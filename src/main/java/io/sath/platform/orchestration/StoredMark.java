package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a bot's books are stored, against how far the bot said they go. */
final class StoredMark {
    private final TenantId tenant;
    private final BotId bot;
    private final LedgerView ledgers;

    private @Nullable UUID ledger;
    private long told;
    private long stored;
    private @Nullable Instant behindSince;

    StoredMark(TenantId tenant, BotId bot, LedgerView ledgers) {
        this.tenant = tenant;
        this.bot = bot;
        this.ledgers = ledgers;
    }

    /** Takes what the bot said, and asks the database where it is not known to hold all of it. */
    void look(Told said, Instant now) {
        UUID current = said.ledger();
        if (current == null) {
            return;
        }
        if (!current.equals(ledger)) {
            ledger = current;
            stored = 0;
            behindSince = null;
        }
        told = said.ledgerSeq();
        if (told > stored) {
            stored = ledgers.stored(tenant, bot, current);
        }
        behindSince = told <= stored ? null : behindSince == null ? now : behindSince;
    }

    long told() {
        return told;
    }

    long stored() {
        return stored;
    }

    /** Since when the platform is behind; null: it is not. */
    @Nullable Instant behindSince() {
        return behindSince;
    }
}
