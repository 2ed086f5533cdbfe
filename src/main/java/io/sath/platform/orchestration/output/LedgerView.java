package io.sath.platform.orchestration.output;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of a bot's books. Called inside no transaction and no {@code
 * TenantScope}.
 */
public interface LedgerView {
    /**
     * The highest {@code ledgerSeq} up to which the ledger is stored without a gap; 0 for a ledger
     * never seen.
     */
    long stored(TenantId tenant, BotId bot, UUID ledger);

    /**
     * How many of the tenant's trades counted to a month's quota, and up to which {@code ledgerSeq}
     * of {@code ledger} they are counted, both of one moment. Trades of replayed markets do not
     * count.
     */
    Counted counted(TenantId tenant, BotId bot, UUID ledger, YearMonth month);

    /**
     * What the books of a bot hold on a venue, for a run whose store is new; empty where nothing
     * was ever booked there.
     */
    Optional<Opening> opening(TenantId tenant, BotId bot, String venue, String mode);

    /** Up to {@code limit} stored records of a ledger after {@code after}, in order. */
    List<BotRecord.Booked> read(TenantId tenant, BotId bot, UUID ledger, long after, int limit);

    record Counted(long trades, long asOf) {}

    /**
     * @param cash money at hand, in the venue's quote currency
     * @param since up to when the books are known (the bot takes later trades from the venue), or
     *     null
     */
    record Opening(BigDecimal cash, List<Holding> positions, @Nullable Instant since) {
        public Opening {
            positions = List.copyOf(positions);
        }
    }

    /** An open position; {@code quantity} is in the base asset and negative for a short one. */
    record Holding(String symbol, String trade, BigDecimal quantity, BigDecimal entry) {}
}
