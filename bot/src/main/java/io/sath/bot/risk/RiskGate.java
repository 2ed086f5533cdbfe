package io.sath.bot.risk;

import io.sath.bot.market.Instrument;
import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides whether and with how much a trade may be opened, and what guards it. Pure: all that it
/// needs is handed in, it remembers nothing.
///
/// An entry asks for the maximum position and gets what capital and cash leave of it. It is refused
/// when that is less than the smallest order, and while a limit rests entries: trades of the day,
/// daily loss, drawdown, cool-down. Exits are never refused.
public final class RiskGate {
    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;

    private final RiskLimits limits;

    public RiskGate(RiskLimits limits) {
        this.limits = limits;
    }

    /// Whether this entry may be made now, and with which quantity.
    public Verdict entry(EntryRequest request) {
        List<Reason> against = new ArrayList<>();
        RiskState state = request.state().marked(request.at(), request.account().equity());
        tradesOfTheDay(state, request.account(), against);
        dailyLoss(state, request.account(), against);
        drawdown(state, request.account(), against);
        coolDown(state, request.at(), against);
        BigDecimal quantity = quantity(request, against);
        return against.isEmpty() ? new Verdict.Allowed(quantity) : new Verdict.Refused(against);
    }

    /// What guards a position that was opened at this price; of the configured stop and the
    /// strategy's suggestion the nearer one holds.
    public Protection protect(
            Instrument instrument, BigDecimal entryPrice, @Nullable BigDecimal suggestedStop) {
        BigDecimal stop = null;
        String code = Protection.STOP_LOSS;
        if (limits.stopLoss() != null) {
            stop = Protection.below(entryPrice, limits.stopLoss(), instrument);
        }
        if (suggestedStop != null
                && suggestedStop.signum() > 0
                && suggestedStop.compareTo(entryPrice) < 0) {
            BigDecimal suggested = instrument.price(suggestedStop, RoundingMode.CEILING);
            if (stop == null || suggested.compareTo(stop) > 0) {
                stop = suggested;
                code = Protection.STRATEGY_STOP;
            }
        }
        BigDecimal target =
                limits.takeProfit() == null
                        ? null
                        : instrument.price(
                                entryPrice.multiply(
                                        BigDecimal.ONE.add(limits.takeProfit()), EXACT_ENOUGH),
                                RoundingMode.CEILING);
        return new Protection(stop, code, target, limits.trailingStop())
                .seen(entryPrice, instrument);
    }

    /// The state after a trade was closed; `pnl` is net of fees.
    public RiskState closed(RiskState state, Instant at, BigDecimal equity, BigDecimal pnl) {
        RiskState now = state.marked(at, equity);
        if (pnl.signum() >= 0) {
            return now.withLosses(0, now.coolUntil());
        }
        int losses = now.lossesInRow() + 1;
        if (limits.coolDownLosses() == null
                || limits.coolDownMinutes() == null
                || losses < limits.coolDownLosses()) {
            return now.withLosses(losses, now.coolUntil());
        }
        return now.withLosses(0, at.plus(Duration.ofMinutes(limits.coolDownMinutes())));
    }

    private void tradesOfTheDay(RiskState state, Account account, List<Reason> against) {
        Integer limit = limits.maxTradesPerDay();
        int used = state.tradesToday() + account.openEntryOrders();
        if (limit != null && used >= limit) {
            against.add(
                    Reason.of(
                            "max-trades-per-day",
                            "limit",
                            Integer.toString(limit),
                            "asked",
                            Integer.toString(used + 1),
                            "until",
                            nextDay(state.day()).toString()));
        }
    }

    private void dailyLoss(RiskState state, Account account, List<Reason> against) {
        BigDecimal limit = limits.dailyLoss();
        BigDecimal lost = state.dayStartEquity().subtract(account.equity());
        if (limit != null && lost.compareTo(limit) >= 0) {
            against.add(
                    Reason.of(
                            "daily-loss",
                            "limit",
                            plain(limit),
                            "lost",
                            plain(lost),
                            "until",
                            nextDay(state.day()).toString()));
        }
    }

    private void drawdown(RiskState state, Account account, List<Reason> against) {
        BigDecimal limit = limits.maxDrawdown();
        if (limit == null || state.peakEquity().signum() <= 0) {
            return;
        }
        BigDecimal fall =
                state.peakEquity()
                        .subtract(account.equity())
                        .divide(state.peakEquity(), EXACT_ENOUGH);
        if (fall.compareTo(limit) >= 0) {
            against.add(
                    Reason.of(
                            "max-drawdown",
                            "limit",
                            plain(limit),
                            "drawdown",
                            plain(fall.setScale(6, RoundingMode.HALF_UP)),
                            "peak",
                            plain(state.peakEquity()),
                            "equity",
                            plain(account.equity())));
        }
    }

    private void coolDown(RiskState state, Instant at, List<Reason> against) {
        Instant until = state.coolUntil();
        if (until != null && at.isBefore(until)) {
            against.add(
                    Reason.of(
                            "cool-down",
                            "limit",
                            String.valueOf(limits.coolDownLosses()),
                            "minutes",
                            String.valueOf(limits.coolDownMinutes()),
                            "until",
                            until.toString()));
        }
    }

    /// The quantity that the money limits leave; zero together with a reason where it is too little
    /// for an order.
    private BigDecimal quantity(EntryRequest request, List<Reason> against) {
        Account account = request.account();
        Instrument instrument = request.instrument();
        BigDecimal asked = limits.maxPosition();
        BigDecimal capitalLeft = limits.capital().subtract(account.exposure());
        BigDecimal cashLeft =
                account.cash().divide(BigDecimal.ONE.add(request.feeRate()), 18, RoundingMode.DOWN);
        BigDecimal worth = asked.min(capitalLeft).min(cashLeft).max(BigDecimal.ZERO);
        BigDecimal minimum = smallestOrder(instrument, request.price());
        if (worth.compareTo(minimum) >= 0) {
            return instrument.quantity(worth.divide(request.price(), 18, RoundingMode.DOWN));
        }
        if (asked.compareTo(minimum) < 0) {
            against.add(
                    Reason.of("max-position", "limit", plain(asked), "minimum", plain(minimum)));
        }
        if (capitalLeft.compareTo(minimum) < 0) {
            against.add(
                    Reason.of(
                            "capital",
                            "limit",
                            plain(limits.capital()),
                            "used",
                            plain(account.exposure()),
                            "asked",
                            plain(asked),
                            "minimum",
                            plain(minimum)));
        }
        if (cashLeft.compareTo(minimum) < 0) {
            against.add(
                    Reason.of(
                            "cash",
                            "limit",
                            plain(account.cash()),
                            "asked",
                            plain(asked),
                            "minimum",
                            plain(minimum)));
        }
        return BigDecimal.ZERO;
    }

    /// What the smallest order that the venue takes would cost.
    private static BigDecimal smallestOrder(Instrument instrument, BigDecimal price) {
        BigDecimal steps =
                instrument
                        .minNotional()
                        .divide(price.multiply(instrument.step()), 0, RoundingMode.CEILING)
                        .max(BigDecimal.ONE);
        return steps.multiply(instrument.step()).multiply(price);
    }

    private static Instant nextDay(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
