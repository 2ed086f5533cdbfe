package io.sath.bot.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.books.Books;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.strategy.Reason;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntriesGateTests {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final Books books = new Books(new BigDecimal("1000"));

    @Test
    void openWithQuotaLeftPasses() throws Exception {
        assertThat(against(open(), quota(2, 1, 0))).isNull();
    }

    @Test
    void aSoftStopHolds() throws Exception {
        Json entries = Json.object().put("mode", "exit-only").put("reason", "soft-stop").build();
        assertThat(requireNonNull(against(entries, Json.NULL)).values())
                .containsEntry("reason", "soft-stop");
    }

    @Test
    void theLeaseEndsAtItsInstant() throws Exception {
        assertThat(against(until("2026-11-22T12:00:00.001Z"), Json.NULL)).isNull();
        assertThat(requireNonNull(against(until("2026-11-22T12:00:00Z"), Json.NULL)).code())
                .isEqualTo("lease-over");
    }

    @Test
    void tradesAfterThePlatformsViewUseUpWhatIsLeft() throws Exception {
        trade(5, "BTCUSD");
        assertThat(against(open(), quota(100, 1, 5))).as("already counted").isNull();
        assertThat(requireNonNull(against(open(), quota(100, 1, 4))).code()).isEqualTo("quota");
        assertThat(against(open(), quota(100, 2, 4))).isNull();
    }

    @Test
    void anOpenEntryOrderReservesOne() throws Exception {
        assertThat(against(open(), quota(100, 1, 0))).isNull();
        books.apply(1, NOW, order("o1", "ETHUSD", OrderStatus.OPEN));
        assertThat(requireNonNull(against(open(), quota(100, 1, 0))).values())
                .containsEntry("reserved", "1");
    }

    @Test
    void inAMonthThatIsNotNamedTheMonthlyQuotaCounts() throws Exception {
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        assertThat(against(open(), quota(1, 0, 0), december, true)).isNull();
        books.apply(1, december, order("o1", "BTCUSD", OrderStatus.INTENDED));
        books.apply(2, december, fill("o1", "BTCUSD"));
        assertThat(requireNonNull(against(open(), quota(1, 0, 0), december, true)).code())
                .isEqualTo("quota");
    }

    @Test
    void aVenueThatCountsNoTradesHasNoQuota() throws Exception {
        assertThat(against(open(), quota(0, 0, 0), NOW, false)).isNull();
    }

    private void trade(long seq, String symbol) {
        books.apply(seq - 1, NOW, order("o" + seq, symbol, OrderStatus.INTENDED));
        books.apply(seq, NOW, fill("o" + seq, symbol));
        books.apply(seq + 1, NOW, order("o" + seq, symbol, OrderStatus.FILLED));
    }

    private static Json open() {
        return Json.object().put("mode", "open").build();
    }

    private static Json until(String time) {
        return Json.object().put("mode", "open").put("until", time).build();
    }

    private static Json quota(int monthly, int left, long asOf) {
        return Json.object()
                .put("monthly", monthly)
                .put("month", "2026-11")
                .put("left", left)
                .put("asOf", asOf)
                .build();
    }

    private @Nullable Reason against(Json entries, Json quota) throws Exception {
        return against(entries, quota, NOW, true);
    }

    private @Nullable Reason against(Json entries, Json quota, Instant now, boolean counts)
            throws Exception {
        Json.Obj settings =
                (Json.Obj)
                        JsonText.parse(
                                Files.readAllBytes(Path.of("wire/golden/settings/default.json")));
        byte[] file =
                JsonText.write(
                        Json.object()
                                .putAll(settings)
                                .put("entries", entries)
                                .put("quota", quota)
                                .build());
        Settings taken = ((SettingsResult.Taken) SettingsParser.parse(file)).settings();
        return EntriesGate.against(taken, books, now, counts);
    }

    private static Out.Order order(String id, String symbol, OrderStatus status) {
        return new Out.Order(
                NOW,
                id,
                "t-" + id,
                symbol,
                Side.BUY,
                Effect.ENTRY,
                OrderKind.LIMIT,
                BigDecimal.ONE,
                BigDecimal.TEN,
                null,
                null,
                status,
                status == OrderStatus.FILLED ? BigDecimal.ONE : BigDecimal.ZERO,
                "ema-cross",
                null);
    }

    private static Out.Fill fill(String order, String symbol) {
        return new Out.Fill(
                NOW,
                order + ".1",
                order,
                "t-" + order,
                symbol,
                Side.BUY,
                Effect.ENTRY,
                BigDecimal.ONE,
                BigDecimal.TEN,
                new BigDecimal("0.01"),
                "USD",
                false,
                null);
    }
}
