package io.sath.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.billing.Meter;
import io.sath.platform.billing.Usage;
import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.BotRecord.OrderStatus;
import io.sath.platform.orchestration.output.BotRecord.Side;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books stay exact whatever order, repetition and loss the records come with. */
@PlatformTest
class BooksModuleTests {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

    @Autowired JournalSink sink;
    @Autowired LedgerView view;
    @Autowired Trades trades;
    @Autowired Positions positions;
    @Autowired Usage usage;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;

    /** What a trade must come to, added up beside the database. */
    private static final class Model {
        BigDecimal entered = BigDecimal.ZERO;
        BigDecimal left = BigDecimal.ZERO;
        BigDecimal flow = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;

        void add(Fill fill) {
            BigDecimal worth = fill.quantity().multiply(fill.price());
            flow = fill.side() == Side.BUY ? flow.subtract(worth) : flow.add(worth);
            flow = flow.subtract(fill.fee());
            fees = fees.add(fill.fee());
            if (fill.effect() == Effect.ENTRY) {
                entered = entered.add(fill.quantity());
            } else {
                left = left.add(fill.quantity());
            }
        }

        Trades.Status status() {
            return entered.signum() == 0
                    ? Trades.Status.FAILED
                    : entered.compareTo(left) == 0 ? Trades.Status.CLOSED : Trades.Status.OPEN;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shuffledRepeatedLostAndResentRecordsComeToTheSameBooks(long seed) {
        Random random = new Random(seed);
        FakeBot bot = FakeBot.on(fixtures.tenant("pro"), "binance");
        Map<String, Model> models = script(bot, random, 25);
        List<BotRecord> arriving = new ArrayList<>(bot.records);
        int lost = arriving.size() / 10;
        for (int i = 0; i < lost; i++) {
            arriving.remove(random.nextInt(arriving.size()));
        }
        for (int i = 0; i < lost; i++) {
            arriving.add(bot.records.get(random.nextInt(bot.records.size())));
        }
        Collections.shuffle(arriving, random);

        TreeSet<Long> seen = new TreeSet<>();
        deliver(bot, arriving, random, seen);
        arriving = bot.resent(gapless(seen) + 1);
        deliver(bot, arriving, random, seen);

        assertThat(view.stored(bot.tenant, bot.source.botId(), bot.ledger))
                .isEqualTo(bot.records.size());
        assertThat(view.read(bot.tenant, bot.source.botId(), bot.ledger, 0, 10_000))
                .usingElementComparator((one, other) -> RecordRows.same(one, other) ? 0 : 1)
                .containsExactlyElementsOf(bot.records);
        assertTrades(bot.tenant, models);
        long executed =
                models.values().stream().filter(model -> model.entered.signum() > 0).count();
        assertThat(view.counted(bot.tenant, bot.source.botId(), bot.ledger, NOVEMBER))
                .isEqualTo(new LedgerView.Counted(executed, bot.records.size()));
        assertThat(refused(bot)).isZero();
    }

    /** Trades of one to three entries and exits in pieces; some stay open, some are refused. */
    private static Map<String, Model> script(FakeBot bot, Random random, int count) {
        Map<String, Model> models = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String trade = bot.nextTrade();
            Model model = new Model();
            models.put(trade, model);
            boolean longOne = random.nextInt(4) > 0;
            Side in = longOne ? Side.BUY : Side.SELL;
            int kind = random.nextInt(6);
            if (kind == 0) {
                String id = bot.nextOrder();
                one(bot, id, trade, in, Effect.ENTRY, OrderStatus.INTENDED);
                one(bot, id, trade, in, Effect.ENTRY, OrderStatus.REJECTED);
                continue;
            }
            BigDecimal held = BigDecimal.ZERO;
            for (int entry = 0; entry <= random.nextInt(3); entry++) {
                held =
                        held.add(
                                pieces(
                                        bot,
                                        trade,
                                        in,
                                        Effect.ENTRY,
                                        amount(random),
                                        random,
                                        model));
            }
            if (kind > 1) {
                Side out = longOne ? Side.SELL : Side.BUY;
                BigDecimal part = kind == 2 ? held.divide(BigDecimal.TWO) : held;
                pieces(bot, trade, out, Effect.EXIT, part, random, model);
            }
        }
        return models;
    }

    private static void one(
            FakeBot bot, String id, String trade, Side side, Effect effect, OrderStatus status) {
        bot.order(
                id,
                trade,
                "BTCUSD",
                side,
                effect,
                BigDecimal.ONE,
                status,
                BigDecimal.ZERO,
                "refused");
    }

    private static BigDecimal pieces(
            FakeBot bot,
            String trade,
            Side side,
            Effect effect,
            BigDecimal quantity,
            Random random,
            Model model) {
        String id = bot.nextOrder();
        Order order =
                bot.order(
                        id,
                        trade,
                        "BTCUSD",
                        side,
                        effect,
                        quantity,
                        OrderStatus.INTENDED,
                        BigDecimal.ZERO,
                        "why");
        BigDecimal half = quantity.divide(BigDecimal.TWO);
        BigDecimal first = random.nextBoolean() ? quantity : half;
        model.add(bot.fill(order, 1, first, amount(random), new BigDecimal("0.0123")));
        if (first.compareTo(quantity) < 0) {
            bot.order(
                    id, trade, "BTCUSD", side, effect, quantity, OrderStatus.PARTLY, first, "why");
            model.add(
                    bot.fill(
                            order,
                            2,
                            quantity.subtract(first),
                            amount(random),
                            new BigDecimal("0.5")));
        }
        bot.order(id, trade, "BTCUSD", side, effect, quantity, OrderStatus.FILLED, quantity, "why");
        return quantity;
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(900_000), 4);
    }

    /** In batches of any size; after each the gapless place is what the records seen make it. */
    private void deliver(FakeBot bot, List<BotRecord> arriving, Random random, TreeSet<Long> seen) {
        int place = 0;
        while (place < arriving.size()) {
            int end = Math.min(arriving.size(), place + 1 + random.nextInt(40));
            List<BotRecord> batch = arriving.subList(place, end);
            sink.accept(bot.source, batch);
            batch.forEach(record -> seen.add(((Booked) record).ledgerSeq()));
            assertThat(view.stored(bot.tenant, bot.source.botId(), bot.ledger))
                    .isEqualTo(gapless(seen));
            place = end;
        }
    }

    private static long gapless(TreeSet<Long> seen) {
        long place = 0;
        while (seen.contains(place + 1)) {
            place++;
        }
        return place;
    }

    private void assertTrades(TenantId tenant, Map<String, Model> models) {
        Map<String, UUID> ids = new HashMap<>();
        scope.run(
                tenant,
                () ->
                        jdbc.sql("SELECT name, id FROM trades")
                                .query((row, n) ->
                                        ids.put(row.getString(1), row.getObject(2, UUID.class)))
                                .list());
        assertThat(ids.keySet()).isEqualTo(models.keySet());
        models.forEach((name, model) -> {
            Trades.Trade trade =
                    trades.find(tenant, Objects.requireNonNull(ids.get(name))).orElseThrow();
            assertThat(trade.status()).isEqualTo(model.status());
            assertThat(trade.quantity()).isEqualByComparingTo(model.entered);
            assertThat(trade.fees()).isEqualByComparingTo(model.fees);
            if (model.status() == Trades.Status.CLOSED) {
                assertThat(trade.pnl()).isEqualByComparingTo(model.flow);
            } else {
                assertThat(trade.pnl()).isNull();
            }
        });
    }

    private long refused(FakeBot bot) {
        return scope.call(
                bot.tenant,
                () ->
                        jdbc.sql("SELECT refused FROM bot_ledgers WHERE ledger = ?")
                                .param(bot.ledger)
                                .query(Long.class)
                                .single());
    }

    @Test
    void aTradeTellsWhatItWasAndWhyItEnded() {
        FakeBot bot = FakeBot.on(fixtures.tenant("pro"), "replay");
        bot.roundTrip("BTCUSD", "0.5", "100", "110", "take-profit");
        sink.accept(bot.source, List.copyOf(bot.records));

        Trades.Trade trade =
                trades.page(bot.tenant, Trades.Filter.ALL, PageRequest.first()).items().getFirst();
        assertThat(trade.status()).isEqualTo(Trades.Status.CLOSED);
        assertThat(trade.side()).isEqualTo(Trades.Side.LONG);
        assertThat(trade.entryPrice()).isEqualByComparingTo("100");
        assertThat(trade.exitPrice()).isEqualByComparingTo("110");
        assertThat(trade.pnl()).isEqualByComparingTo("4.8");
        assertThat(trade.pnlRatio()).isEqualByComparingTo("0.096");
        assertThat(trade.exitReason()).isEqualTo("take-profit");
        assertThat(trade.strategy()).isEqualTo("ema-cross");
        assertThat(trade.currency()).isEqualTo("USD");
        assertThat(trades.fillsOf(bot.tenant, trade.id())).hasSize(2);
    }

    @Test
    void aDifferingRepeatIsRefusedAndWhatWasStoredStays() {
        FakeBot bot = FakeBot.on(fixtures.tenant("pro"), "binance");
        bot.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        sink.accept(bot.source, List.copyOf(bot.records));
        Fill fill = (Fill) bot.records.get(1);
        Fill forged =
                new Fill(
                        bot.head(),
                        fill.entry(),
                        fill.id(),
                        fill.order(),
                        fill.trade(),
                        fill.symbol(),
                        fill.side(),
                        fill.effect(),
                        fill.quantity(),
                        new BigDecimal("1"),
                        fill.fee(),
                        fill.feeAsset(),
                        false,
                        null);
        sink.accept(bot.source, List.of(forged));

        assertThat(refused(bot)).isEqualTo(1);
        assertThat(view.read(bot.tenant, bot.source.botId(), bot.ledger, 1, 1))
                .singleElement()
                .isEqualTo(fill);
    }

    @Test
    void aFillThatTheVenueTellsTwiceIsCountedOnceAlthoughItsPlaceIsTaken() {
        FakeBot bot = FakeBot.on(fixtures.tenant("pro"), "binance");
        String trade = bot.nextTrade();
        Order order =
                bot.executed(
                        trade,
                        "BTCUSD",
                        Side.BUY,
                        Effect.ENTRY,
                        "1",
                        "100",
                        "0.1",
                        "crossed-above");
        bot.fill(order, 1, BigDecimal.ONE, new BigDecimal("100"), new BigDecimal("0.1"));
        sink.accept(bot.source, List.copyOf(bot.records));

        assertThat(view.stored(bot.tenant, bot.source.botId(), bot.ledger)).isEqualTo(4);
        assertThat(positions.open(bot.tenant).getFirst().quantity()).isEqualByComparingTo("1");
        assertThat(trades.fills(bot.tenant, Trades.Filter.ALL, PageRequest.first()).items())
                .hasSize(1);
        assertThat(refused(bot)).isZero();
    }

    @Test
    void aStaleLedgerIsNotBookedAnyMore() {
        FakeBot old = FakeBot.on(fixtures.tenant("pro"), "binance");
        old.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        sink.accept(old.source, List.copyOf(old.records));
        FakeBot next = old.anew();
        next.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        sink.accept(next.source, List.copyOf(next.records));
        int before = old.records.size();
        old.roundTrip("BTCUSD", "1", "100", "90", "stop-loss");
        sink.accept(old.source, List.copyOf(old.records.subList(before, old.records.size())));

        assertThat(view.stored(old.tenant, old.source.botId(), old.ledger)).isEqualTo(before);
        assertThat(trades.page(old.tenant, Trades.Filter.ALL, PageRequest.first()).items())
                .hasSize(2);
        assertThat(refused(old)).isEqualTo(old.records.size() - before);
    }

    @Test
    void aNewStoreGoesOnWithTheOpenTradesOfTheOneBefore() {
        FakeBot old = FakeBot.on(fixtures.tenant("pro"), "binance");
        sink.accept(old.source, List.of(old.metric("1000", "1000")));
        String trade = old.nextTrade();
        old.executed(trade, "BTCUSD", Side.BUY, Effect.ENTRY, "2", "100", "0.2", "crossed-above");
        sink.accept(old.source, List.copyOf(old.records));

        LedgerView.Opening opening =
                view.opening(old.tenant, old.source.botId(), "binance", "paper").orElseThrow();
        assertThat(opening.cash()).isEqualByComparingTo("799.8");
        LedgerView.Holding held = opening.positions().getFirst();
        assertThat(held.trade()).isEqualTo(trade);
        assertThat(held.quantity()).isEqualByComparingTo("2");
        assertThat(held.entry()).isEqualByComparingTo("100");
        assertThat(view.opening(old.tenant, old.source.botId(), "replay", "paper")).isEmpty();

        FakeBot next = old.anew();
        next.executed(trade, "BTCUSD", Side.SELL, Effect.EXIT, "2", "110", "0.2", "take-profit");
        sink.accept(next.source, List.copyOf(next.records));
        assertThat(trades.page(old.tenant, Trades.Filter.ALL, PageRequest.first()).items())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.status()).isEqualTo(Trades.Status.CLOSED);
                    assertThat(one.pnl()).isEqualByComparingTo("19.6");
                });
        assertThat(positions.open(old.tenant)).isEmpty();
    }

    @Test
    void tradesCountToTheMonthOnceAndReplayedOnesNever() {
        FakeBot real = FakeBot.on(fixtures.tenant("pro"), "binance");
        real.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        real.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        List<BotRecord> all = List.copyOf(real.records);
        sink.accept(real.source, all.subList(6, 12));
        assertThat(usage.used(real.tenant, Meter.TRADES)).as("beyond a gap").isZero();
        sink.accept(real.source, all.subList(0, 6));
        sink.accept(real.source, all);
        assertThat(usage.used(real.tenant, Meter.TRADES)).isEqualTo(2);

        FakeBot replayed = FakeBot.on(fixtures.tenant("pro"), "replay");
        replayed.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        sink.accept(replayed.source, List.copyOf(replayed.records));
        assertThat(usage.used(replayed.tenant, Meter.TRADES)).isZero();
    }

    @Test
    void anotherTenantSeesNothingOfIt() {
        FakeBot bot = FakeBot.on(fixtures.tenant("pro"), "binance");
        bot.roundTrip("BTCUSD", "1", "100", "110", "take-profit");
        sink.accept(bot.source, List.copyOf(bot.records));
        TenantId other = fixtures.tenant("pro");

        assertThat(view.stored(other, bot.source.botId(), bot.ledger)).isZero();
        assertThat(view.read(other, bot.source.botId(), bot.ledger, 0, 10)).isEmpty();
        assertThat(trades.page(other, Trades.Filter.ALL, PageRequest.first()).items()).isEmpty();
        UUID trade =
                trades.page(bot.tenant, Trades.Filter.ALL, PageRequest.first())
                        .items()
                        .getFirst()
                        .id();
        assertThat(trades.find(other, trade)).isEmpty();
        assertThat(trades.fillsOf(other, trade)).isEmpty();
    }
}
