package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records behind {@code bot/wire/golden/out}: file name to the line that the bot says. */
final class GoldenOut {

    private static final String RUN = "01993f30-0a1b-7c2d-8e3f-405162738495";
    private static final String LEDGER = "01993f2e-6d1a-7c3b-9a44-5b1d2c3e4f50";
    private static final String ORDER = "s0k3v9m2xw1q7a-3-4712";
    private static final Instant TS = Instant.parse("2026-11-22T11:55:45.190Z");
    private static final Instant AT = Instant.parse("2026-11-23T02:10:00Z");

    private GoldenOut() {}

    static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        said().forEach((name, record) -> lines.put(name, line(record)));
        return lines;
    }

    private static String line(Out record) {
        LineWriter writer = new LineWriter(RUN, Clock.fixed(TS, ZoneOffset.UTC));
        byte[] bytes =
                record instanceof Out.Booked booked
                        ? writer.line(
                                booked.type(), TS, OutJson.booked(LEDGER, seqOf(booked), booked))
                        : writer.line(record);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long seqOf(Out.Booked booked) {
        return switch (booked) {
            case Out.Order order -> 4712 + (order.status() == OrderStatus.INTENDED ? 0 : 1);
            case Out.Fill _ -> 4714;
        };
    }

    private static Map<String, Out> said() {
        Map<String, Out> said = new LinkedHashMap<>();
        said.put(
                "hello",
                new Out.Hello(
                        "1.4",
                        Task.TRADE,
                        "replay",
                        Mode.PAPER,
                        "USD",
                        42,
                        "kept",
                        LEDGER,
                        4711,
                        3));
        said.put(
                "hello-new-store",
                new Out.Hello(
                        "1.4", Task.TRADE, "replay", Mode.PAPER, "USD", 1, "new", LEDGER, 0, 0));
        said.put(
                "hello-without-settings",
                new Out.Hello("1.4", null, null, null, null, 0, null, null, 0, 0));
        said.put("settings", new Out.SettingsAnswer(43, true, null));
        said.put(
                "settings-refused",
                new Out.SettingsAnswer(
                        44, false, "symbols[1]: \"?\" must be a symbol like BTCUSD"));
        said.put("beat", beat(BotState.RUNNING, null, 2, 1, AT));
        said.put("beat-waiting", beat(BotState.WAITING, "opening", 0, 0, null));
        said.put("beat-exit-only", beat(BotState.EXIT_ONLY, "quota", 1, 1, AT));
        said.put("log", new Out.Log(Level.WARN, "venue.slow", "The venue took 5,210 ms."));
        said.put("log-cut", new Out.Log(Level.ERROR, "fault", "ñ€😀\u0001\"\\".repeat(4_000)));
        said.put("order-entry-intended", entry(OrderStatus.INTENDED, "0"));
        said.put("order-entry-filled", entry(OrderStatus.FILLED, "0.0012"));
        said.put(
                "order-exit-open",
                new Out.Order(
                        AT,
                        "s0k3v9m2xw1q7a-3-4715",
                        "t3-4712",
                        "BTCUSD",
                        Side.SELL,
                        Effect.EXIT,
                        OrderKind.OCO,
                        new BigDecimal("0.0012"),
                        new BigDecimal("85066.6"),
                        new BigDecimal("80159.0"),
                        new BigDecimal("0.02"),
                        OrderStatus.OPEN,
                        BigDecimal.ZERO,
                        "ema-cross",
                        "protection"));
        said.put("fill-entry", fill(Side.BUY, Effect.ENTRY, null));
        said.put("fill-exit", fill(Side.SELL, Effect.EXIT, new BigDecimal("-1.7330")));
        said.put(
                "position",
                new Out.Position(
                        AT,
                        "BTCUSD",
                        "t3-4712",
                        new BigDecimal("0.0012"),
                        new BigDecimal("81794.8"),
                        new BigDecimal("81801"),
                        new BigDecimal("0.00744"),
                        new BigDecimal("80159"),
                        null));
        said.put(
                "position-closed",
                new Out.Position(
                        AT,
                        "BTCUSD",
                        "t3-4712",
                        BigDecimal.ZERO,
                        new BigDecimal("81794.8"),
                        new BigDecimal("80159"),
                        BigDecimal.ZERO,
                        null,
                        null));
        said.put(
                "candle",
                new Out.Candle(
                        AT,
                        "BTCUSD",
                        "5m",
                        new BigDecimal("81790.10"),
                        new BigDecimal("81802"),
                        new BigDecimal("81788.5"),
                        new BigDecimal("81801"),
                        new BigDecimal("3.25")));
        said.put(
                "decision-hold",
                new Out.Decision(
                        AT,
                        "BTCUSD",
                        "ema-cross",
                        "hold",
                        List.of(
                                new Out.Why(
                                        "no-cross",
                                        Json.object()
                                                .put("fast", "81790.1")
                                                .put("slow", "81802.7")
                                                .build())),
                        BigDecimal.ZERO));
        said.put(
                "metric",
                new Out.Metric(
                        AT,
                        new BigDecimal("101.2"),
                        new BigDecimal("3"),
                        new BigDecimal("1.1"),
                        new BigDecimal("0.1"),
                        new BigDecimal("0.3"),
                        BigDecimal.ZERO,
                        12));
        said.put(
                "key",
                new Out.Key(
                        "k1",
                        true,
                        true,
                        false,
                        true,
                        Instant.parse("2027-01-01T00:00:00Z"),
                        null,
                        null,
                        -42L,
                        List.of("transfers"),
                        null));
        said.put(
                "key-refused",
                new Out.Key(
                        "k1",
                        false,
                        null,
                        null,
                        null,
                        null,
                        "refused",
                        "binance.signature",
                        null,
                        List.of(),
                        "The secret does not belong to this key of Binance."));
        said.put(
                "report",
                new Out.Report(
                        Json.object()
                                .put("currency", "USD")
                                .put("equity", "1012.5")
                                .put("trades", Json.object().put("total", 3).put("won", 2).build())
                                .build()));
        said.put("resent", new Out.Resent(LEDGER, 4700, 4713));
        said.put("resent-nothing", new Out.Resent(LEDGER, 4714, 4713));
        said.put("stopped", new Out.Stopped(StopReason.ORDERED, true, 0, 0, LEDGER, 4713));
        said.put("stopped-settings", new Out.Stopped(StopReason.SETTINGS, true, 0, 0, null, 0));
        return said;
    }

    private static Out.Beat beat(
            BotState state,
            @Nullable String reason,
            int orders,
            int positions,
            @Nullable Instant at) {
        return new Out.Beat(
                state, reason, 43, LEDGER, 4711, orders, positions, at, 83_886_080, 512, 0);
    }

    private static Out.Order entry(OrderStatus status, String filled) {
        return new Out.Order(
                AT,
                ORDER,
                "t3-4712",
                "BTCUSD",
                Side.BUY,
                Effect.ENTRY,
                OrderKind.LIMIT,
                new BigDecimal("0.0012"),
                new BigDecimal("81794.8"),
                new BigDecimal("80159"),
                null,
                status,
                new BigDecimal(filled),
                "ema-cross",
                "cross-up");
    }

    private static Out.Fill fill(Side side, Effect effect, @Nullable BigDecimal pnl) {
        return new Out.Fill(
                AT,
                effect == Effect.ENTRY ? "v998" : "v999",
                effect == Effect.ENTRY ? ORDER : "s0k3v9m2xw1q7a-3-4715",
                "t3-4712",
                "BTCUSD",
                side,
                effect,
                new BigDecimal("0.0012"),
                new BigDecimal("81794.80"),
                new BigDecimal("0.0981"),
                "USD",
                false,
                pnl);
    }
}
