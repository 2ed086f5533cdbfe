package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotWords;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The trades of a tenant's bot, from flat to flat, and the fills that they consist of. */
@Service
public class Trades {
    private final TradeStore store;

    Trades(TradeStore store) {
        this.store = store;
    }

    public enum Side {
        LONG,
        SHORT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Status {
        /** Something is held. */
        OPEN,
        CLOSED,
        /** Asked for, and ended without a fill. */
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A trade. Money is in {@code currency}; times are the bot's wall clock (UTC).
     *
     * @param venue {@code replay}, {@code binance} …
     * @param mode {@code paper} or {@code live}
     * @param strategy whose it was, null where the bot did not say
     * @param quantity what was entered with, in the base asset; 0 of a failed one
     * @param entryPrice the mean, to 12 digits; null before the first fill
     * @param fees all that are known in {@code currency}
     * @param pnl net of fees; null until it is closed
     * @param pnlRatio {@code pnl} over what was entered with, a fraction to 6 places
     * @param exitReason a code, for example {@code stop-loss}; null until it is closed
     */
    public record Trade(
            UUID id,
            String symbol,
            Side side,
            Status status,
            String venue,
            String mode,
            @Nullable String strategy,
            BigDecimal quantity,
            @Nullable BigDecimal entryPrice,
            @Nullable BigDecimal exitPrice,
            BigDecimal fees,
            @Nullable BigDecimal pnl,
            @Nullable BigDecimal pnlRatio,
            String currency,
            @Nullable String exitReason,
            Instant openedAt,
            @Nullable Instant closedAt) {
        /** Why it was closed, in a person's language; null until it is closed. */
        public @Nullable String exitReason(Locale locale) {
            return exitReason == null ? null : BotWords.exit(exitReason, locale);
        }
    }

    /**
     * A fill.
     *
     * @param side {@code buy} or {@code sell}
     * @param effect {@code entry} or {@code exit}
     * @param fee in {@code feeAsset}
     * @param at the venue's clock; on replay the market's
     * @param bookedAt the bot's wall clock
     */
    public record Fill(
            UUID id,
            UUID tradeId,
            String orderId,
            String symbol,
            String side,
            String effect,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            String feeAsset,
            boolean maker,
            Instant at,
            Instant bookedAt) {}

    /**
     * Which ones.
     *
     * @param from the earliest opening (trades) or booking (fills), or null
     * @param to the first that is out, or null
     */
    public record Filter(
            @Nullable String symbol,
            @Nullable Status status,
            @Nullable Instant from,
            @Nullable Instant to) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    /** Trades by the time of their opening, newest first unless asked otherwise. */
    public Page<Trade> page(TenantId tenant, Filter filter, PageRequest request) {
        return store.trades(tenant, filter, request);
    }

    /** Fills by the time of their booking; the filter's status means nothing here. */
    public Page<Fill> fills(TenantId tenant, Filter filter, PageRequest request) {
        return store.fills(tenant, filter, request);
    }

    public Optional<Trade> find(TenantId tenant, UUID trade) {
        return store.find(tenant, trade);
    }

    /** The fills of one trade, oldest first, at most 1,000. */
    public List<Fill> fillsOf(TenantId tenant, UUID trade) {
        return store.fillsOf(tenant, trade);
    }
}
