package io.sath.platform.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.billing.Entitlements;
import io.sath.platform.billing.Meter;
import io.sath.platform.billing.PlanLimits;
import io.sath.platform.billing.Usage;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Level;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class LogsModuleTests {
    @Autowired LogIngest ingest;
    @Autowired LogKeeper keeper;
    @Autowired LogWriter writer;
    @Autowired LogStore store;
    @Autowired StorageBrake brake;
    @Autowired Logs logs;
    @Autowired Usage usage;
    @Autowired Entitlements entitlements;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private TenantId tenant;
    private Lines bot;

    @BeforeEach
    void aTenantWithABot() {
        tenant = fixtures.tenant("pro");
        bot = Lines.of(tenant, now.minusSeconds(60));
    }

    private void say(List<? extends BotRecord> records) {
        ingest.accept(bot.source, List.copyOf(records));
        keeper.flush();
    }

    private List<String> messages(LogQuery query, boolean ascending) {
        List<String> messages = new ArrayList<>();
        String cursor = null;
        do {
            Page<LogLine> page = logs.page(tenant, query, new PageRequest(7, cursor, ascending));
            page.items().forEach(line -> messages.add(line.message()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return messages;
    }

    @Test
    void linesAreReadBackInPiecesInBothOrders() {
        say(bot.lines(20));
        List<String> ascending = messages(LogQuery.ALL, true);
        assertThat(ascending).hasSize(20).startsWith("line 1", "line 2").endsWith("line 20");
        assertThat(messages(LogQuery.ALL, false)).isEqualTo(ascending.reversed());
    }

    @Test
    void aLineTellsWhatTheBotSaid() {
        BotRecord.Log log = bot.line(Level.WARN, "venue.slow", "slow\nand apiKey=abcdef123456");
        say(List.of(log));
        LogLine line = logs.page(tenant, LogQuery.ALL, PageRequest.first()).items().getFirst();
        assertThat(line.at()).isEqualTo(log.ts());
        assertThat(line.level()).isEqualTo(LogLine.Level.WARN);
        assertThat(line.source()).isEqualTo(LogLine.Source.BOT);
        assertThat(line.code()).isEqualTo("venue.slow");
        assertThat(line.message()).isEqualTo("slow and apiKey=[redacted]");
        assertThat(line.run()).isEqualTo(bot.run);
        assertThat(line.seq()).isEqualTo(log.seq());
    }

    @Test
    void thePlatformSpeaksTheReadersLanguage() {
        say(
                List.of(
                        new BotRecord.Hello(
                                bot.head(),
                                1,
                                "1.4",
                                "trade",
                                "replay",
                                "paper",
                                "USD",
                                7,
                                "kept",
                                null,
                                0,
                                1),
                        new BotRecord.Lost(now, 12, "the file was trimmed")));
        List<LogLine> lines =
                logs.page(tenant, LogQuery.ALL, new PageRequest(10, null, true)).items();
        assertThat(lines.getFirst().message(Locale.forLanguageTag("es")))
                .isEqualTo("El bot ha arrancado (versión 1.4, replay, paper).");
        assertThat(lines.getFirst().message(Locale.ENGLISH))
                .isEqualTo("The bot has started (version 1.4, replay, paper).");
        assertThat(lines.getLast().message()).contains("12 lines").contains("trimmed");
    }

    @Test
    void whatTheBotDoesIsToldInTheReadersLanguageToo() {
        UUID ledger = UUID.randomUUID();
        BotRecord.Fill fill =
                new BotRecord.Fill(
                        bot.head(),
                        new BotRecord.Entry(ledger, 1, now),
                        "f1",
                        "o1",
                        "t1",
                        "BTCUSD",
                        BotRecord.Side.BUY,
                        BotRecord.Effect.ENTRY,
                        new BigDecimal("0.5"),
                        new BigDecimal("81794.8"),
                        new BigDecimal("0.1"),
                        "USD",
                        false,
                        null);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("slow", "2");
        values.put("fast", "1");
        say(
                List.of(
                        fill,
                        new BotRecord.Decision(
                                bot.head(),
                                now,
                                "BTCUSD",
                                "ema-cross",
                                "hold",
                                List.of(new BotRecord.Reason("no-cross", values)),
                                "[]",
                                BigDecimal.ZERO)));
        say(
                List.of(
                        new BotRecord.Fill(
                                bot.head(),
                                fill.entry(),
                                fill.id(),
                                fill.order(),
                                fill.trade(),
                                fill.symbol(),
                                fill.side(),
                                fill.effect(),
                                fill.quantity(),
                                fill.price(),
                                fill.fee(),
                                fill.feeAsset(),
                                false,
                                null)));
        List<LogLine> lines =
                logs.page(tenant, LogQuery.ALL, new PageRequest(10, null, true)).items();
        Locale spanish = Locale.forLanguageTag("es");
        assertThat(lines)
                .extracting(line -> line.message(spanish))
                .containsExactly(
                        "Comprado 0.5 BTCUSD a 81794.8, comisión de 0.1 USD.",
                        "Mantener BTCUSD (ema-cross): No hay cruce: media rápida 1, media lenta 2.");
        assertThat(lines.getFirst().message())
                .isEqualTo("Bought 0.5 BTCUSD at 81794.8, fee 0.1 USD.");
        assertThat(lines.getFirst().source()).isEqualTo(LogLine.Source.BOT);
        assertThat(lines.getLast().level()).isEqualTo(LogLine.Level.DEBUG);
    }

    @Test
    void filtersKeepTheRest() {
        say(
                List.of(
                        bot.line(Level.DEBUG, "a.debug", "quiet"),
                        bot.line(Level.WARN, "b.warn", "The Order was 100%_slow"),
                        bot.line(Level.ERROR, "order.refused", "no"),
                        new BotRecord.StderrLine(now, "Exception in thread main")));
        assertThat(messages(levels(LogLine.Level.WARN, LogLine.Level.ERROR), true))
                .containsExactly("The Order was 100%_slow", "no", "Exception in thread main");
        assertThat(messages(text("ORDER"), true)).containsExactly("The Order was 100%_slow", "no");
        assertThat(messages(text("100%_s"), true)).hasSize(1);
        assertThat(messages(text("10_%"), true)).isEmpty();
        assertThat(
                        messages(
                                new LogQuery(
                                        Set.of(), Set.of(LogLine.Source.STDERR), null, null, null),
                                true))
                .containsExactly("Exception in thread main");
        Instant second = now.minusSeconds(60).plusMillis(2);
        assertThat(
                        messages(
                                new LogQuery(
                                        Set.of(), Set.of(), null, second, second.plusMillis(1)),
                                true))
                .containsExactly("The Order was 100%_slow");
    }

    private static LogQuery levels(LogLine.Level... levels) {
        return new LogQuery(Set.of(levels), Set.of(), null, null, null);
    }

    private static LogQuery text(@Nullable String text) {
        return new LogQuery(Set.of(), Set.of(), text, null, null);
    }

    @Test
    void linesThatComeAgainAreKeptOnceAlsoAfterARestart() {
        List<BotRecord> lines = bot.lines(10);
        say(lines.subList(0, 6));
        say(lines.subList(3, 8));
        LogIngest restarted =
                new LogIngest(new LogChannels(Clock.systemUTC()), store, Clock.systemUTC());
        restarted.accept(bot.source, lines);
        assertThat(messages(LogQuery.ALL, true)).hasSize(8);
        say(lines);
        assertThat(messages(LogQuery.ALL, true)).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aDamagedCursorIsRefused() {
        assertThatThrownBy(() -> logs.page(tenant, LogQuery.ALL, new PageRequest(5, "x!", false)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void anotherTenantSeesNothing() {
        say(bot.lines(5));
        TenantId other = fixtures.tenant();
        assertThat(logs.page(other, LogQuery.ALL, PageRequest.first()).items()).isEmpty();
        assertThat(logs.storedBytes(other)).isZero();
    }

    @Test
    void aClockThatRunsAheadDoesNotPutLinesBeyondEveryRetention() {
        bot = Lines.of(tenant, now.plus(Duration.ofDays(400)));
        say(bot.lines(1));
        LogLine line = logs.page(tenant, LogQuery.ALL, PageRequest.first()).items().getFirst();
        assertThat(line.at()).isBefore(now.plusSeconds(300));
    }

    @Test
    void linesOlderThanThePlanKeepsGo() {
        int days = entitlements.of(tenant).limits().logDays();
        bot = Lines.of(tenant, now.minus(Duration.ofDays(days)).minus(Duration.ofHours(3)));
        say(bot.lines(30));
        bot = Lines.of(tenant, now.minus(Duration.ofDays(days)).plus(Duration.ofHours(3)));
        say(bot.lines(4));
        brake.trim(tenant, entitlements.of(tenant).limits());
        assertThat(messages(LogQuery.ALL, true)).hasSize(4);
        assertThat(usage.used(tenant, Meter.STORAGE_BYTES)).isEqualTo(logs.storedBytes(tenant));
    }

    @Test
    void overTheStorageLimitTheOldestGoFirst() {
        for (int i = 0; i < 3; i++) {
            say(bot.lines(StorageBrake.PIECE));
        }
        long all = logs.storedBytes(tenant);
        assertThat(usage.used(tenant, Meter.STORAGE_BYTES)).isEqualTo(all);
        brake.brake(tenant, withStorage(all - 1));
        assertThat(logs.storedBytes(tenant)).isLessThan(all);
        assertThat(usage.used(tenant, Meter.STORAGE_BYTES)).isEqualTo(logs.storedBytes(tenant));
        assertThat(
                        logs.page(tenant, LogQuery.ALL, new PageRequest(1, null, true))
                                .items()
                                .getFirst()
                                .message())
                .isEqualTo("line " + (StorageBrake.PIECE + 1));
    }

    private PlanLimits withStorage(long bytes) {
        PlanLimits has = entitlements.of(tenant).limits();
        return new PlanLimits(
                has.symbols(),
                has.capital(),
                has.modes(),
                has.multiTimeframe(),
                has.aiEnsemble(),
                has.apiAccess(),
                has.support(),
                has.logDays(),
                has.tradesPerMonth(),
                has.callsPerMinute(),
                bytes,
                has.botMemoryMb(),
                has.botCpuPercent());
    }

    @Test
    void linesOfADayWithoutAPartitionMoveIntoItWhenItIsMade() {
        LocalDate day = LocalDate.of(2025, 3, 4);
        bot = Lines.of(tenant, day.atStartOfDay(ZoneOffset.UTC).toInstant());
        say(bot.lines(50));
        assertThat(partition()).isEqualTo("log_lines_default");
        writer.addDay(day);
        writer.addDay(day);
        assertThat(partition()).isEqualTo("log_lines_20250304");
        assertThat(messages(LogQuery.ALL, true)).hasSize(50);

        writer.dropEmptyDays(day.plusDays(1));
        assertThat(messages(LogQuery.ALL, true)).hasSize(50);
        brake.trim(tenant, entitlements.of(tenant).limits());
        writer.dropEmptyDays(day.plusDays(1));
        assertThat(
                        jdbc.sql("SELECT to_regclass('log_lines_20250304')::text")
                                .query()
                                .singleRow()
                                .values())
                .containsOnlyNulls();
    }

    private String partition() {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql("SELECT DISTINCT tableoid::regclass::text FROM log_lines")
                                .query(String.class)
                                .single());
    }

    @Test
    void aSearchLooksAtABoundedPieceAndSaysWhereToGoOn() {
        int lines = LogStore.SEARCHED + 1_000;
        List<LogLine> many = new ArrayList<>();
        LineIds ids = new LineIds(Clock.systemUTC());
        for (int i = 0; i < lines; i++) {
            many.add(
                    new LogLine(
                            ids.next(),
                            now.minusMillis(lines - i),
                            LogLine.Level.INFO,
                            LogLine.Source.BOT,
                            null,
                            i == 5 ? "needle" : "hay",
                            List.of(),
                            null,
                            null));
        }
        writer.insert(tenant, many);
        Page<LogLine> first = logs.page(tenant, text("needle"), PageRequest.first());
        assertThat(first.items()).isEmpty();
        assertThat(first.nextCursor()).isNotNull();
        Page<LogLine> second =
                logs.page(tenant, text("needle"), new PageRequest(50, first.nextCursor(), false));
        assertThat(second.items()).extracting(LogLine::message).containsExactly("needle");
        assertThat(second.nextCursor()).isNull();
    }
}
