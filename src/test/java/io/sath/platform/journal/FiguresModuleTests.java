package io.sath.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.OrderStatus;
import io.sath.platform.orchestration.output.BotRecord.Side;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TenantListeners;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class FiguresModuleTests {
    @Value("${local.server.port}")
    int port;

    @Autowired JournalSink sink;
    @Autowired Performance performance;
    @Autowired Positions positions;
    @Autowired Trades trades;
    @Autowired Decisions decisions;
    @Autowired JournalChanges changes;
    @Autowired JournalTrimming trimming;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;

    private Fixtures.Person person;
    private TenantId tenant;
    private FakeBot bot;

    @BeforeEach
    void aTenantWithABot() {
        person = fixtures.person();
        tenant = person.tenant();
        bot = FakeBot.on(tenant, "replay");
    }

    private void say(BotRecord... records) {
        sink.accept(bot.source, List.of(records));
    }

    private void sayBooks() {
        sink.accept(bot.source, List.copyOf(bot.records));
    }

    private Rest rest() {
        return Rest.at(port).as(Entrance.token(Rest.at(port), person, jdbc));
    }

    /** Two won, one lost, one refused, one open: the figures add up to what equity gained. */
    private void aShortHistory() {
        say(bot.metric("1000", "1000"));
        bot.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        bot.roundTrip("ETHUSD", "1", "100", "120", "crossed-below");
        bot.roundTrip("BTCUSD", "1", "100", "95", "stop-loss");
        String refused = bot.nextTrade();
        String id = bot.nextOrder();
        bot.order(
                id,
                refused,
                "BTCUSD",
                Side.BUY,
                Effect.ENTRY,
                BigDecimal.ONE,
                OrderStatus.INTENDED,
                BigDecimal.ZERO,
                null);
        bot.order(
                id,
                refused,
                "BTCUSD",
                Side.BUY,
                Effect.ENTRY,
                BigDecimal.ONE,
                OrderStatus.REJECTED,
                BigDecimal.ZERO,
                "min-notional");
        String open = bot.nextTrade();
        bot.executed(open, "BTCUSD", Side.BUY, Effect.ENTRY, "2", "100", "0.2", "crossed-above");
        bot.executed(open, "BTCUSD", Side.SELL, Effect.EXIT, "1", "104", "0.1", "crossed-below");
        sayBooks();
        say(
                new BotRecord.Position(
                        bot.head(),
                        bot.now,
                        "BTCUSD",
                        open,
                        BigDecimal.ONE,
                        new BigDecimal("100"),
                        new BigDecimal("103"),
                        new BigDecimal("3"),
                        new BigDecimal("98"),
                        null),
                bot.metric("1031.1", "928.1"));
    }

    @Test
    void theFiguresAddUp() {
        aShortHistory();
        Performance.Figures figures = performance.figures(tenant, null, null);
        assertThat(figures.trades()).isEqualTo(new Performance.TradeCounts(5, 4, 1, 1, 2, 1));
        assertThat(figures.currency()).isEqualTo("USD");
        assertThat(figures.realizedPnl()).isEqualByComparingTo("29");
        assertThat(figures.unrealizedPnl()).isEqualByComparingTo("3");
        assertThat(figures.fees()).isEqualByComparingTo("0.9");
        assertThat(figures.winRate()).isEqualByComparingTo("0.666667");
        assertThat(figures.profitFactor())
                .isEqualByComparingTo(
                        new BigDecimal("29.6")
                                .divide(new BigDecimal("5.2"), 6, RoundingMode.HALF_EVEN));
        BigDecimal gained =
                figures.realizedPnl()
                        .add(figures.unrealizedPnl())
                        .subtract(figures.fees())
                        .subtract(figures.aiCost());
        assertThat(gained).isEqualByComparingTo("31.1");
        assertThat(figures.equity()).isEqualByComparingTo("1031.1");
        assertThat(figures.cash()).isEqualByComparingTo("928.1");
        assertThat(figures.equityCurve()).hasSize(2);
    }

    @Test
    void whoHasNothingYetGetsZerosAndUnknowns() {
        Performance.Figures figures = performance.figures(tenant, null, null);
        assertThat(figures.equity()).isNull();
        assertThat(figures.winRate()).isNull();
        assertThat(figures.trades().total()).isZero();
        JsonNode json = rest().get("/api/v1/metrics").json();
        assertThat(json.path("equity").isNull()).isTrue();
        assertThat(json.path("realizedPnl").asString()).isEqualTo("0");
        assertThat(json.path("equityCurve").isArray()).isTrue();
    }

    @Test
    void marketsDoNotAddUpInOneFigure() {
        aShortHistory();
        FakeBot real = FakeBot.on(tenant, "binance").anew();
        real.roundTrip("BTCUSD", "1", "100", "101", "take-profit");
        sink.accept(real.source, List.copyOf(real.records));
        assertThat(performance.figures(tenant, null, null).trades().total()).isEqualTo(1);
        assertThat(positions.open(tenant)).isEmpty();
        assertThat(trades.page(tenant, Trades.Filter.ALL, PageRequest.first()).items()).hasSize(6);
    }

    @Test
    void theRestApiSpeaksItsShapes() {
        aShortHistory();
        Rest rest = rest();
        JsonNode metrics = rest.get("/api/v1/metrics").json();
        assertThat(metrics.path("equity").asString()).isEqualTo("1031.1");
        assertThat(metrics.path("trades").path("won").asInt()).isEqualTo(2);
        assertThat(metrics.path("winRate").asString()).isEqualTo("0.666667");
        JsonNode position = rest.get("/api/v1/positions").json().path("items").path(0);
        assertThat(position.path("side").asString()).isEqualTo("long");
        assertThat(position.path("quantity").asString()).isEqualTo("1");
        assertThat(position.path("unrealizedPnl").asString()).isEqualTo("3");
        assertThat(position.path("stopPrice").asString()).isEqualTo("98");
        assertThat(position.path("targetPrice").isNull()).isTrue();

        JsonNode page = rest.get("/api/v1/trades?limit=3").json();
        assertThat(page.path("items").size()).isEqualTo(3);
        assertThat(page.path("items").path(0).path("status").asString()).isEqualTo("open");
        JsonNode next =
                rest.get("/api/v1/trades?limit=3&cursor=" + page.path("nextCursor").asString())
                        .json();
        assertThat(next.path("items").size()).isEqualTo(2);
        assertThat(next.path("nextCursor").isNull()).isTrue();
        assertThat(rest.get("/api/v1/trades?symbol=ETHUSD&status=closed").json().path("items"))
                .hasSize(1);
        assertThat(
                        rest.get("/api/v1/trades?view=fills&order=asc")
                                .json()
                                .path("items")
                                .path(0)
                                .path("effect")
                                .asString())
                .isEqualTo("entry");
        assertThat(rest.get("/api/v1/trades?status=won").status()).isEqualTo(422);
        assertThat(rest.get("/api/v1/trades?view=all").status()).isEqualTo(422);

        Rest.Reply csv = rest.with("Accept", "text/csv").get("/api/v1/trades");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text().lines()).hasSize(6);
        assertThat(csv.text())
                .contains("ETHUSD,long,closed,replay,paper,ema-cross,1,100,120,0.2,19.8,");
        assertThat(
                        rest.with("Accept", "text/csv")
                                .get("/api/v1/trades?view=fills&limit=2")
                                .text()
                                .lines())
                .hasSize(3);
        assertThat(Rest.at(port).get("/api/v1/trades").status()).isEqualTo(401);
    }

    private BotRecord.Decision decision(String code, Map<String, String> values) {
        return new BotRecord.Decision(
                bot.head(),
                bot.now,
                "BTCUSD",
                "ema-cross",
                "hold",
                List.of(new BotRecord.Reason(code, values)),
                "[]",
                BigDecimal.ZERO);
    }

    @Test
    void aDecisionSaysWhyInTheReadersLanguage() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("fast", "81790.1");
        values.put("slow", "81791");
        BotRecord.Decision known = decision("no-cross", values);
        say(known, known, decision("never-heard-of", Map.of("x", "1")));
        JsonNode items =
                rest().with("Accept-Language", "es").get("/api/v1/decisions").json().path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("reasons").path(0).path("message").asString())
                .isEqualTo("never-heard-of (x 1)");
        assertThat(items.path(1).path("reasons").path(0).path("message").asString())
                .isEqualTo("No hay cruce: media rápida 81.790,1, media lenta 81.791.");
        assertThat(items.path(1).path("votes").isArray()).isTrue();
        assertThat(items.path(1).path("aiCost").asString()).isEqualTo("0");
    }

    @Test
    void ofDecisionsTheNewestAreKept() {
        for (int i = 0; i < 15; i++) {
            List<BotRecord> batch = new ArrayList<>();
            for (int j = 0; j < 400; j++) {
                batch.add(decision("no-cross", Map.of()));
            }
            sink.accept(bot.source, batch);
        }
        assertThat(rows("decisions"))
                .isBetween((long) Decisions.KEPT, Decisions.KEPT * 11L / 10 + 400);
        trimming.trim(tenant);
        assertThat(rows("decisions")).isEqualTo(Decisions.KEPT);
        assertThat(
                        decisions
                                .page(tenant, null, null, PageRequest.newest(1))
                                .items()
                                .getFirst()
                                .at())
                .isEqualTo(bot.now);
    }

    private long rows(String table) {
        return scope.call(
                tenant, () -> jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single());
    }

    @Test
    void equityGetsCoarserWithAgeAndCandlesStayFew() {
        Instant now = Clock.systemUTC().instant();
        bot.now = now.minus(Duration.ofHours(30));
        say(bot.hello("kept"), bot.metric("1000", "1000"));
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO equity SELECT tenant_id, bot_id, b, b, b, venue, mode, quote,
                                            equity, cash, realized, unrealized, fees, ai_cost
                                        FROM equity, generate_series(:from::timestamptz, :to::timestamptz,
                                            interval '10 seconds') b
                                        ON CONFLICT DO NOTHING\
                                        """)
                                .param(
                                        "from",
                                        Sightings.bucket(now.minus(Duration.ofHours(5)))
                                                .atOffset(ZoneOffset.UTC))
                                .param("to", now.atOffset(ZoneOffset.UTC))
                                .update());
        List<BotRecord> candles = new ArrayList<>();
        for (int i = 0; i < JournalTrimming.CANDLES + 50; i++) {
            candles.add(
                    new BotRecord.Candle(
                            bot.head(),
                            now.plusSeconds(300L * i),
                            "BTCUSD",
                            "5m",
                            BigDecimal.ONE,
                            BigDecimal.TWO,
                            BigDecimal.ONE,
                            BigDecimal.TWO,
                            BigDecimal.TEN));
        }
        sink.accept(bot.source, candles);
        trimming.trim(tenant);
        assertThat(rows("equity")).isBetween(720L + 180, 722L + 184);
        assertThat(rows("candles")).isEqualTo(JournalTrimming.CANDLES);
        assertThat(performance.figures(tenant, null, null).equityCurve())
                .hasSize(Performance.POINTS);
    }

    @Test
    void pagesAreToldOfChangesAtMostOnceASecond() {
        AtomicInteger told = new AtomicInteger();
        TenantListeners.Subscription subscription =
                changes.subscribe(tenant, told::incrementAndGet);
        for (int i = 0; i < 50; i++) {
            say(bot.metric("1000", "1000"));
        }
        await().untilAsserted(() -> assertThat(told).hasPositiveValue());
        assertThat(told.get()).isLessThanOrEqualTo(3);
        subscription.close();
        int before = told.get();
        say(bot.metric("1000", "1000"));
        changes.tell();
        assertThat(told).hasValue(before);
    }

    /** The measure: every list and figure stays quick with 100,000 fills. */
    @Test
    void figuresStayQuickWithAHundredThousandFills() {
        say(bot.hello("kept"));
        long began = System.nanoTime();
        int booked = 0;
        for (int i = 1; i <= 1_000; i++) {
            bot.roundTrip("BTCUSD", "1", "100", i % 3 == 0 ? "99" : "101", "take-profit");
            if (i % 80 == 0 || i == 1_000) {
                sink.accept(
                        bot.source, List.copyOf(bot.records.subList(booked, bot.records.size())));
                booked = bot.records.size();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        multiply(49);
        for (int i = 0; i < 10; i++) {
            List<BotRecord> metrics = new ArrayList<>();
            for (int j = 0; j < 500; j++) {
                bot.now = bot.now.plusSeconds(9);
                metrics.add(bot.metric("1000", "1000"));
            }
            sink.accept(bot.source, metrics);
        }
        assertThat(rows("fills")).isEqualTo(100_000);
        StringBuilder table = new StringBuilder();
        PageRequest first = PageRequest.first();
        PageRequest oldest = new PageRequest(200, null, true);
        Trades.Filter all = Trades.Filter.ALL;
        Trades.Filter open = new Trades.Filter(null, Trades.Status.OPEN, null, null);
        Trades.Filter other = new Trades.Filter("ETHUSD", null, null, null);
        long worst =
                LongStream.of(
                                millis(
                                        "metrics",
                                        table,
                                        () -> performance.figures(tenant, null, null)),
                                millis("trades", table, () -> trades.page(tenant, all, first)),
                                millis(
                                        "open trades",
                                        table,
                                        () -> trades.page(tenant, open, first)),
                                millis(
                                        "of a symbol",
                                        table,
                                        () -> trades.page(tenant, other, first)),
                                millis("fills", table, () -> trades.fills(tenant, all, oldest)),
                                millis("positions", table, () -> positions.open(tenant)))
                        .max()
                        .orElseThrow();
        System.out.printf(
                "%,d records booked in %.1f s; with 100,000 fills, ms each:%s%n",
                bot.records.size(), seconds, table);
        assertThat(worst).isLessThan(500);
    }

    /** As many copies of the tenant's trades and fills, each a day later. */
    private void multiply(int times) {
        scope.run(
                tenant,
                () -> {
                    jdbc.sql(
                                    """
                                    INSERT INTO trades (tenant_id, id, bot_id, ledger, name, venue, mode, quote,
                                        symbol, side, status, strategy, entry_quantity, entry_notional,
                                        exit_quantity, exit_notional, fees, pnl, gross, exit_reason, opened_ts,
                                        closed_ts, counts)
                                    SELECT tenant_id, md5(id::text || n)::uuid, bot_id, ledger, name || '-' || n,
                                        venue, mode, quote, symbol, side, status, strategy, entry_quantity,
                                        entry_notional, exit_quantity, exit_notional, fees, pnl, gross,
                                        exit_reason, opened_ts + n * interval '1 day',
                                        closed_ts + n * interval '1 day', counts
                                    FROM trades, generate_series(1, ?) n\
                                    """)
                            .param(times)
                            .update();
                    // The foreign keys' plans were made when the tables were small.
                    jdbc.sql("DISCARD PLANS").update();
                    jdbc.sql(
                                    """
                                    INSERT INTO fills (tenant_id, bot_id, ledger, ledger_seq, run, seq, ts, at, id,
                                        trade_id, fill_id, order_id, trade, venue, symbol, side, effect, quantity,
                                        price, fee, fee_asset, fee_worth, fee_in_base, maker, booked)
                                    SELECT tenant_id, bot_id, ledger, ledger_seq + n * 1000000, run, seq,
                                        ts + n * interval '1 day', at + n * interval '1 day',
                                        md5(id::text || n)::uuid, md5(trade_id::text || n)::uuid,
                                        fill_id || '-' || n, order_id, trade || '-' || n, venue, symbol, side,
                                        effect, quantity, price, fee, fee_asset, fee_worth, fee_in_base, maker,
                                        booked
                                    FROM fills, generate_series(1, ?) n\
                                    """)
                            .param(times)
                            .update();
                });
    }

    /** The median of five, after two for warmth. */
    private static long millis(String name, StringBuilder table, Runnable call) {
        long[] took = new long[5];
        for (int i = -2; i < took.length; i++) {
            long start = System.nanoTime();
            call.run();
            if (i >= 0) {
                took[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(took);
        table.append(" %s %.1f".formatted(name, took[2] / 1e6));
        return took[2] / 1_000_000;
    }
}
