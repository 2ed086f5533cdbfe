package io.sath.platform.journal;

import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What a tenant's bot holds now, by its fills, with the last price that it said. */
@Service
public class Positions {
    private final PositionStore store;

    Positions(PositionStore store) {
        this.store = store;
    }

    /**
     * An open position. Money is in {@code currency}; times are the bot's wall clock (UTC).
     *
     * @param quantity in the base asset, never negative
     * @param entryPrice the mean, to 12 digits
     * @param markPrice the last price said, null before the first
     * @param unrealizedPnl at that price and before fees
     * @param stopPrice where it is sold at a loss, null where nothing guards it
     */
    public record Position(
            UUID tradeId,
            String symbol,
            Trades.Side side,
            BigDecimal quantity,
            BigDecimal entryPrice,
            @Nullable BigDecimal markPrice,
            @Nullable Instant markAt,
            @Nullable BigDecimal unrealizedPnl,
            String currency,
            @Nullable BigDecimal stopPrice,
            @Nullable BigDecimal targetPrice,
            Instant openedAt) {}

    /** On the venue and in the mode of the bot's newest books, by symbol. */
    public List<Position> open(TenantId tenant) {
        return store.open(tenant);
    }
}
