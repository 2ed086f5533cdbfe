package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes log lines of what bots say and hands them to viewers and to the {@link LogKeeper}.
 *
 * <p>It returns before they are stored: a kill of the platform may cost the last 200 ms of a log,
 * never a record of the books, which are the journal's. Lines that come again are told by run and
 * {@code seq}.
 */
@Component
class LogIngest implements RecordSink {
    /** A clock that runs ahead must not put lines where no retention finds them. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final LogChannels channels;
    private final LogStore store;
    private final Clock clock;
    private final LineIds ids;
    private final Map<BotId, Place> places = new ConcurrentHashMap<>();

    /** Up to where the output of a bot's run has been taken, and what it dropped until then. */
    private record Place(UUID run, long seq, long dropped) {}

    LogIngest(LogChannels channels, LogStore store, Clock clock) {
        this.channels = channels;
        this.store = store;
        this.clock = clock;
        this.ids = new LineIds(clock);
    }

    @Override
    public void accept(Source source, List<BotRecord> records) {
        List<LogLine> lines = new ArrayList<>();
        Place place = places.get(source.botId());
        for (BotRecord record : records) {
            if (record instanceof BotRecord.Spoken spoken) {
                if (place == null || !place.run().equals(spoken.run())) {
                    place =
                            new Place(
                                    spoken.run(),
                                    store.lastSeq(source.tenantId(), spoken.run()),
                                    0);
                }
                if (spoken.seq() <= place.seq()) {
                    continue;
                }
                place = new Place(place.run(), spoken.seq(), place.dropped());
            }
            if (record instanceof BotRecord.Beat beat && place != null) {
                long dropped = beat.dropped() - place.dropped();
                if (dropped > 0) {
                    lines.add(platform(beat, Level.WARN, "bot-dropped", dropped));
                    place = new Place(place.run(), place.seq(), beat.dropped());
                }
            } else {
                LogLine line = line(record);
                if (line != null) {
                    lines.add(line);
                }
            }
        }
        channels.append(source.tenantId(), lines);
        if (place != null) {
            places.put(source.botId(), place);
        }
    }

    /** Adds a line of the platform's own to a tenant's log. */
    void say(TenantId tenant, Level level, String code, Object... values) {
        channels.append(
                tenant, List.of(platform(clock.instant(), null, null, level, code, values)));
    }

    private @Nullable LogLine line(BotRecord record) {
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
                    platform(
                            lost.ts(),
                            null,
                            null,
                            Level.WARN,
                            "lines-lost",
                            lost.count(),
                            lost.reason());
            case BotRecord.Unknown unknown ->
                    platform(
                            unknown.ts(),
                            null,
                            null,
                            Level.WARN,
                            "line-unknown",
                            unknown.problem(),
                            unknown.text());
            case BotRecord.Beat _,
                    BotRecord.Order _,
                    BotRecord.Fill _,
                    BotRecord.Position _,
                    BotRecord.Candle _,
                    BotRecord.Decision _,
                    BotRecord.Metric _,
                    BotRecord.Key _,
                    BotRecord.Report _,
                    BotRecord.Resent _ ->
                    null;
        };
    }

    private LogLine platform(BotRecord.Spoken record, Level level, String code, Object... values) {
        return platform(record.ts(), record.run(), record.seq(), level, code, values);
    }

    private LogLine platform(
            Instant at,
            @Nullable UUID run,
            @Nullable Long seq,
            Level level,
            String code,
            Object... values) {
        return PlatformLine.of(ids.next(), time(at), run, seq, level, code, values);
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
