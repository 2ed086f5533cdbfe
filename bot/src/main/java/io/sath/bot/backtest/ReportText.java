package io.sath.bot.backtest;

import io.sath.bot.figures.Figures;
import io.sath.bot.wire.Settings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The report of a backtest for a person at a terminal.
final class ReportText {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Settings settings;
    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    private ReportText(Settings settings, Figures figures) {
        this.settings = settings;
        this.figures = figures;
    }

    static String of(Settings settings, BacktestReport report, long nanos) {
        ReportText text = new ReportText(settings, report.figures());
        text.heading(report, nanos);
        text.body();
        return text.text.toString();
    }

    private void heading(BacktestReport report, long nanos) {
        text.append(String.join(", ", settings.symbols()))
                .append(" · ")
                .append(String.join(", ", settings.timeframes()))
                .append(" · ")
                .append(
                        String.join(
                                ", ",
                                settings.strategies().stream()
                                        .map(Settings.StrategySpec::name)
                                        .toList()))
                .append('\n')
                .append(minute(report.from()))
                .append(" to ")
                .append(minute(report.to()))
                .append(
                        String.format(
                                Locale.ROOT,
                                " UTC · %,d candles in %.2f s%n%n",
                                report.candles(),
                                nanos / 1e9));
    }

    private void body() {
        BigDecimal capital = settings.capital();
        BigDecimal gain = figures.equity().subtract(capital);
        line("Result", money(gain) + "  (" + percent(ratio(gain, capital)) + ")");
        line("Equity", money(figures.equity()) + "  (began with " + money(capital) + ")");
        line("Fees", money(figures.fees()));
        Figures.Trades trades = figures.trades();
        line(
                "Trades",
                "%d  (won %d, lost %d, open %d, failed %d)"
                        .formatted(
                                trades.total(),
                                trades.won(),
                                trades.lost(),
                                trades.open(),
                                trades.failed()));
        line("Win rate", percent(figures.winRate()));
        line("Profit factor", places(figures.profitFactor(), 3));
        line("Sharpe ratio", places(figures.sharpe(), 2));
        line("Max drawdown", percent(figures.maxDrawdown()));
    }

    private void line(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-15s%s%n", name, value));
    }

    private String money(BigDecimal amount) {
        return places(amount, 2) + " " + figures.currency();
    }

    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, MathContext.DECIMAL64);
    }

    private static String percent(@Nullable BigDecimal fraction) {
        return fraction == null ? "–" : places(fraction.movePointRight(2), 2) + " %";
    }

    private static String places(@Nullable BigDecimal value, int places) {
        return value == null ? "–" : value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String minute(Instant instant) {
        return MINUTE.format(instant);
    }
}
