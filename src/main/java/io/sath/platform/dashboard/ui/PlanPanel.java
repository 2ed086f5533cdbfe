package io.sath.platform.dashboard.ui;

import io.sath.platform.billing.MeterReading;
import io.sath.platform.billing.PlanLimits;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.dashboard.ui.Overview.Account;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Meter;
import io.sath.platform.ui.Panel;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How much of the plan is in use. */
final class PlanPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();

    PlanPanel(String planName) {
        super(Messages.current().get("dashboard.plan", planName));
    }

    void show(Account account) {
        BotConfig config = account.config();
        PlanLimits limits = account.plan().limits();
        Integer symbols = limits.symbols();
        show(
                share(
                        texts.get("dashboard.plan.capital", config.currency()),
                        config.capital(),
                        limits.capital(),
                        formats::exact),
                share(
                        texts.get("dashboard.plan.symbols"),
                        BigDecimal.valueOf(config.symbols().size()),
                        symbols == null ? null : BigDecimal.valueOf(symbols),
                        formats::exact));
        for (MeterReading reading : account.readings()) {
            switch (reading.meter()) {
                case TRADES ->
                        with(
                                meter(
                                        texts.get("dashboard.plan.trades"),
                                        BigDecimal.valueOf(reading.used()),
                                        limit(reading),
                                        formats::exact));
                case STORAGE_BYTES ->
                        with(
                                meter(
                                        texts.get("dashboard.plan.storage"),
                                        BigDecimal.valueOf(reading.used()),
                                        limit(reading),
                                        bytes -> formats.bytes(bytes.longValue())));
                case API_CALLS -> {
                    // limited by the minute, not by the month
                }
            }
        }
    }

    private static @Nullable BigDecimal limit(MeterReading reading) {
        Long limit = reading.limit();
        return limit == null ? null : BigDecimal.valueOf(limit);
    }

    /** What is set aside, and nothing that runs out. */
    private Meter share(
            String label,
            BigDecimal used,
            @Nullable BigDecimal limit,
            Function<BigDecimal, String> text) {
        return show(new Meter(label).calm(), used, limit, text);
    }

    private Meter meter(
            String label,
            BigDecimal used,
            @Nullable BigDecimal limit,
            Function<BigDecimal, String> text) {
        return show(new Meter(label), used, limit, text);
    }

    private Meter show(
            Meter meter,
            BigDecimal used,
            @Nullable BigDecimal limit,
            Function<BigDecimal, String> text) {
        return meter.show(
                used,
                limit,
                limit == null
                        ? texts.get("dashboard.plan.unlimited", text.apply(used))
                        : texts.get("dashboard.of", text.apply(used), text.apply(limit)));
    }
}
