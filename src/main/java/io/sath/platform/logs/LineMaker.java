package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.orchestration.output.BotRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the log's lines of what bots say. */
final class LineMaker {
    /** A clock that runs ahead must not put lines where no retention finds them. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Clock clock;
    private final LineIds ids;

    LineMaker(Clock clock) {
        this.clock = clock;
        this.ids = new LineIds(clock);
    }

    /** The line that a record makes, or null for one that makes none. */
    @Nullable LogLine of(BotRecord record) {
        return switch (record) {
            case BotRecord.Log log ->
                    new LogLine(
                            ids.next(),
                            time(log.ts()),
                            Level.valueOf(log.level().name()),
                            LogLine.Source.BOT,
                            code(log.code()),
                            LogText.clean(log.message()) + (log.cut() ? " …" : ""),
                            List.of(),
                            log.run(),
                            log.seq());
            case BotRecord.StderrLine error ->
                    new LogLine(
                            ids.next(),
                            time(error.ts()),
                            Level.ERROR,
                            LogLine.Source.STDERR,
                            null,
                            LogText.clean(error.text()),
                            List.of(),
                            null,
                            null);
            case BotRecord.Hello hello ->
                    platform(
                            hello,
                            Level.INFO,
                            "run-started",
                            hello.version(),
                            orDash(hello.venue()),
                            orDash(hello.mode()));
            case BotRecord.SettingsSeen seen ->
                    seen.ok()
                            ? platform(seen, Level.INFO, "settings-taken", seen.rev())
                            : platform(
                                    seen,
                                    Level.ERROR,
                                    "settings-refused",
                                    seen.rev(),
                                    orDash(seen.problem()));
            case BotRecord.Stopped stopped ->
                    platform(
                            stopped,
                            Level.INFO,
                            "run-stopped",
                            stopped.reason(),
                            stopped.positions());
            case BotRecord.Lost lost ->
                    platform(lost, Level.WARN, "lines-lost", lost.count(), lost.reason());
            case BotRecord.Unknown unknown ->
                    platform(
                            unknown, Level.WARN, "line-unknown", unknown.problem(), unknown.text());
            case BotRecord.Order order -> order(order);
            case BotRecord.Fill fill ->
                    bot(
                            fill,
                            Level.INFO,
                            "fill",
                            words(
                                    fill.side() == BotRecord.Side.BUY ? "bought" : "sold",
                                    fill.quantity().toPlainString(),
                                    fill.symbol(),
                                    fill.price().toPlainString(),
                                    fill.fee().toPlainString(),
                                    fill.feeAsset()));
            case BotRecord.Decision decision ->
                    bot(
                            decision,
                            decision.action().equals("hold") ? Level.DEBUG : Level.INFO,
                            "decision",
                            Wording.decision(decision));
            case BotRecord.Candle candle ->
                    bot(
                            candle,
                            Level.DEBUG,
                            "candle",
                            words(
                                    candle.symbol(),
                                    candle.interval(),
                                    candle.close().toPlainString()));
            case BotRecord.Beat _,
                    BotRecord.Position _,
                    BotRecord.Metric _,
                    BotRecord.Key _,
                    BotRecord.Report _,
                    BotRecord.Resent _ ->
                    null;
        };
    }

    private LogLine order(BotRecord.Order order) {
        List<String> words =
                words(
                        order.side().name().toLowerCase(Locale.ROOT),
                        order.quantity().toPlainString(),
                        order.symbol(),
                        order.kind(),
                        order.status().name().toLowerCase(Locale.ROOT),
                        orDash(order.reason()));
        return switch (order.status()) {
            case REJECTED, EXPIRED, UNKNOWN -> bot(order, Level.WARN, "order-failed", words);
            case INTENDED, OPEN, PARTLY, FILLED, CANCELLED ->
                    bot(order, Level.DEBUG, "order", words);
        };
    }

    private LogLine bot(BotRecord record, Level level, String code, List<String> values) {
        return made(LogLine.Source.BOT, record.ts(), record, level, code, values);
    }

    /** A line of the platform's own, now. */
    LogLine platform(Level level, String code, Object... values) {
        return made(LogLine.Source.PLATFORM, clock.instant(), null, level, code, words(values));
    }

    /** A line of the platform about a record. */
    LogLine platform(BotRecord record, Level level, String code, Object... values) {
        return made(LogLine.Source.PLATFORM, record.ts(), record, level, code, words(values));
    }

    private LogLine made(
            LogLine.Source source,
            Instant at,
            @Nullable BotRecord record,
            Level level,
            String code,
            List<String> values) {
        BotRecord.Spoken spoken = record instanceof BotRecord.Spoken one ? one : null;
        return new LogLine(
                ids.next(),
                time(at),
                level,
                source,
                code,
                Wording.message(code, values, Locale.ENGLISH, code),
                values,
                spoken == null ? null : spoken.run(),
                spoken == null ? null : spoken.seq());
    }

    private static List<String> words(Object... values) {
        return Arrays.stream(values).map(value -> LogText.clean(String.valueOf(value))).toList();
    }

    private Instant time(Instant at) {
        Instant now = clock.instant();
        return at.isAfter(now.plus(AHEAD)) ? now : at;
    }

    private static @Nullable String code(@Nullable String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        String clean = LogText.clean(code);
        return clean.length() > 80 ? clean.substring(0, 80) : clean;
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "–" : value;
    }
}
