package io.sath.platform.dashboard.ui;

import io.sath.platform.billing.Entitlement;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.billing.MeterReading;
import io.sath.platform.billing.Usage;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.journal.Decisions;
import io.sath.platform.journal.Performance;
import io.sath.platform.journal.Performance.EquityPoint;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.journal.Positions;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the overview shows. */
@Component
class Overview {
    /** Read more than are shown: what repeats is shown once. */
    private static final int DECISIONS = 100;

    private final Bots bots;
    private final Performance performance;
    private final Positions positions;
    private final Decisions decisions;
    private final Entitlements entitlements;
    private final Usage usage;
    private final Clock clock;

    Overview(
            Bots bots,
            Performance performance,
            Positions positions,
            Decisions decisions,
            Entitlements entitlements,
            Usage usage,
            Clock clock) {
        this.bots = bots;
        this.performance = performance;
        this.positions = positions;
        this.decisions = decisions;
        this.entitlements = entitlements;
        this.usage = usage;
        this.clock = clock;
    }

    /** What changes by the second. */
    record Moment(
            Instant at,
            BotStatus status,
            List<Positions.Position> positions,
            List<Decisions.Decision> decisions) {}

    /**
     * What changes by the trade. Changes of equity are null where nothing is known of their time.
     *
     * @param net what was gained since the books began; null before the first equity
     * @param drawdown how far the account is below its highest value now, a fraction
     */
    record Account(
            Figures all,
            Figures shown,
            @Nullable BigDecimal net,
            @Nullable BigDecimal begun,
            @Nullable Change today,
            @Nullable Change week,
            @Nullable BigDecimal drawdown,
            BotConfig config,
            Entitlement plan,
            List<MeterReading> readings) {}

    /** A change of equity, in money and as a fraction of what it was. */
    record Change(BigDecimal amount, BigDecimal ratio) {}

    Moment moment(TenantId tenant) {
        return new Moment(
                clock.instant(),
                bots.status(tenant),
                positions.open(tenant),
                decisions.page(tenant, null, null, PageRequest.newest(DECISIONS)).items());
    }

    Account account(TenantId tenant, Range range) {
        Instant now = clock.instant();
        Figures all = performance.figures(tenant, null, null);
        Instant from = range.from(now);
        Figures shown = from == null ? all : performance.figures(tenant, from, null);
        Figures today = performance.figures(tenant, now.truncatedTo(ChronoUnit.DAYS), null);
        Figures week = performance.figures(tenant, now.minus(Duration.ofDays(7)), null);
        BigDecimal equity = all.equity();
        BigDecimal net =
                equity == null
                        ? null
                        : all.realizedPnl()
                                .add(all.unrealizedPnl())
                                .subtract(all.fees())
                                .subtract(all.aiCost());
        return new Account(
                all,
                shown,
                net,
                equity == null || net == null ? null : equity.subtract(net),
                change(today.equityCurve(), equity),
                change(week.equityCurve(), equity),
                drawdown(all.equityCurve(), equity),
                bots.config(tenant),
                entitlements.of(tenant),
                usage.readings(tenant));
    }

    private static @Nullable Change change(List<EquityPoint> curve, @Nullable BigDecimal equity) {
        if (curve.isEmpty() || equity == null || curve.getFirst().equity().signum() <= 0) {
            return null;
        }
        BigDecimal before = curve.getFirst().equity();
        BigDecimal amount = equity.subtract(before);
        return new Change(amount, Ratio.of(amount, before));
    }

    private static @Nullable BigDecimal drawdown(
            List<EquityPoint> curve, @Nullable BigDecimal equity) {
        if (equity == null) {
            return null;
        }
        BigDecimal peak = curve.stream().map(EquityPoint::equity).reduce(equity, BigDecimal::max);
        return peak.signum() <= 0 ? null : Ratio.of(peak.subtract(equity), peak);
    }
}
