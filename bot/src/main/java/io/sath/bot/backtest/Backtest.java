package io.sath.bot.backtest;

import io.sath.bot.books.Books;
import io.sath.bot.figures.FiguresCollector;
import io.sath.bot.json.Json;
import io.sath.bot.kernel.Kernel;
import io.sath.bot.kernel.TradingState;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.Tape;
import io.sath.bot.market.Timeframe;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.venue.paper.PaperExchange;
import io.sath.bot.wire.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs the kernel over recorded markets. The account begins with the settings' capital; what the
/// platform grants a running bot (entries, quota, a stop) does not count here.
///
/// A decision is carried out at the first price after the candle that it is made upon. What is
/// still open when a recording ends is closed at the opening of its last candle.
public final class Backtest {
    /// A line of the wire has at most 16 KiB; a point takes about 60 bytes.
    private static final int WIRE_POINTS = 200;

    private Backtest() {}

    /// The report of these settings over these recordings.
    ///
    /// @param from decisions begin with the candle that opens then; null: after the warm-up
    /// @param to candles that end later are left out; null: none
    /// @param points how many points the equity curve may have
    /// @throws UnusableMarketData when a recording is damaged or holds nothing of that time
    static BacktestReport run(
            Settings settings,
            List<Tape> tapes,
            @Nullable Instant from,
            @Nullable Instant to,
            int points,
            Consumer<BacktestTrade> trades) {
        Settings asked = ungoverned(settings);
        List<Timeframe> timeframes =
                asked.timeframes().stream().map(code -> Timeframe.of(code).orElseThrow()).toList();
        FiguresCollector figures = new FiguresCollector(asked.quote(), points);
        BacktestJournal journal = new BacktestJournal(figures, trades);
        PaperExchange exchange =
                new PaperExchange(asked.paper().commission(), asked.paper().halfSpread());
        try (BacktestVenue venue =
                new BacktestVenue(tapes, timeframes, asked.replay().warmup(), from, to, exchange)) {
            Books books = new Books(asked.capital());
            Kernel kernel =
                    new Kernel(
                            asked,
                            TradingState.beginning(books, asked),
                            venue,
                            journal,
                            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
            Instant begun = null;
            Instant marked = Instant.MIN;
            long candles = 0;
            while (kernel.step()) {
                if (venue.candles() != candles) {
                    candles = venue.candles();
                    if (venue.now().isAfter(marked)) {
                        marked = venue.now();
                        begun = begun == null ? marked : begun;
                        figures.marked(marked, kernel.equity());
                    }
                }
            }
            if (begun == null) {
                throw new UnusableMarketData(
                        "The recordings hold no candle to decide upon after the %d of the warm-up: choose a longer time or a smaller replay.warmup."
                                .formatted(asked.replay().warmup()));
            }
            figures.marked(venue.now(), kernel.equity());
            return new BacktestReport(
                    figures.figures(books.cash(), books.unrealized(venue::price)),
                    candles,
                    begun,
                    venue.now());
        }
    }

    /// The report as the record `report` of the wire carries it: with a curve short enough for a
    /// line.
    ///
    /// @throws UnusableMarketData when a recording is missing or damaged
    public static Json.Obj wireReport(Settings settings, MarketSets sets) {
        Settings.Span span = settings.backtest();
        long begun = System.nanoTime();
        List<Tape> tapes =
                settings.symbols().stream()
                        .map(symbol -> sets.named(settings.replay().data()).tape(symbol))
                        .toList();
        BacktestReport report =
                run(
                        settings,
                        tapes,
                        span == null ? null : span.from(),
                        span == null ? null : span.to(),
                        WIRE_POINTS,
                        _ -> {});
        return report.toJson(seconds(System.nanoTime() - begun));
    }

    /// Whole seconds, a begun one counts.
    static long seconds(long nanos) {
        return Math.ceilDiv(nanos, 1_000_000_000L);
    }

    private static Settings ungoverned(Settings s) {
        return new Settings(
                s.rev(),
                s.task(),
                s.bot(),
                s.venue(),
                s.mode(),
                s.quote(),
                s.symbols(),
                s.timeframes(),
                s.capital(),
                s.maxPosition(),
                s.maxTradesPerDay(),
                s.pollSeconds(),
                s.strategies(),
                s.ai(),
                s.replay(),
                s.paper(),
                s.risk(),
                new Settings.Entries(true, null, null),
                null,
                null,
                null,
                null,
                null);
    }
}
