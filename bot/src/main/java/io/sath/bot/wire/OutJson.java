package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as JSON, each without what every line carries ({@code run}, {@code seq}, {@code ts}). */
public final class OutJson {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private OutJson() {}

    /** A time as it travels: ISO-8601, UTC, milliseconds. */
    public static Json time(@Nullable Instant time) {
        return time == null ? Json.NULL : Json.text(TIME.format(time));
    }

    /** The record's own fields, without its type. */
    public static Json.Obj fields(Out record) {
        return switch (record) {
            case Out.Hello hello -> hello(hello);
            case Out.SettingsAnswer answer ->
                    Json.object()
                            .put("rev", answer.rev())
                            .put("ok", answer.ok())
                            .put("problem", answer.problem())
                            .build();
            case Out.Beat beat -> beat(beat);
            case Out.Log log ->
                    Json.object()
                            .put("level", log.level().wire())
                            .put("code", log.code())
                            .put("msg", log.msg())
                            .build();
            case Out.Order order -> order(order);
            case Out.Fill fill -> fill(fill);
            case Out.Position position -> position(position);
            case Out.Candle candle -> candle(candle);
            case Out.Decision decision -> decision(decision);
            case Out.Metric metric -> metric(metric);
            case Out.Key key -> key(key);
            case Out.Report report -> Json.object().put("figures", report.figures()).build();
            case Out.Resent resent ->
                    Json.object()
                            .put("ledger", resent.ledger())
                            .put("from", resent.from())
                            .put("to", resent.to())
                            .build();
            case Out.Stopped stopped ->
                    Json.object()
                            .put("reason", stopped.reason().wire())
                            .put("flat", stopped.flat())
                            .put("orders", stopped.orders())
                            .put("positions", stopped.positions())
                            .put("ledger", stopped.ledger())
                            .put("ledgerSeq", stopped.ledgerSeq())
                            .build();
        };
    }

    /** The fields of a ledger record, with its place in the ledger in front. */
    public static Json.Obj booked(String ledger, long ledgerSeq, Out.Booked record) {
        return Json.object()
                .put("ledger", ledger)
                .put("ledgerSeq", ledgerSeq)
                .putAll(fields(record))
                .build();
    }

    private static Json.Obj hello(Out.Hello hello) {
        return Json.object()
                .put("wire", 1)
                .put("version", hello.version())
                .put("task", hello.task() == null ? null : hello.task().wire())
                .put("venue", hello.venue())
                .put("mode", hello.mode() == null ? null : hello.mode().wire())
                .put("quote", hello.quote())
                .put("rev", hello.rev())
                .put("store", hello.store())
                .put("ledger", hello.ledger())
                .put("ledgerSeq", hello.ledgerSeq())
                .put("epoch", hello.epoch())
                .build();
    }

    private static Json.Obj beat(Out.Beat beat) {
        return Json.object()
                .put("state", beat.state().wire())
                .put("reason", beat.reason())
                .put("rev", beat.rev())
                .put("ledger", beat.ledger())
                .put("ledgerSeq", beat.ledgerSeq())
                .put("orders", beat.orders())
                .put("positions", beat.positions())
                .put("venueAt", time(beat.venueAt()))
                .put("rssBytes", beat.rssBytes())
                .put("cpuMs", beat.cpuMs())
                .put("dropped", beat.dropped())
                .build();
    }

    private static Json.Obj order(Out.Order order) {
        return Json.object()
                .put("at", time(order.at()))
                .put("id", order.id())
                .put("trade", order.trade())
                .put("symbol", order.symbol())
                .put("side", order.side().wire())
                .put("effect", order.effect().wire())
                .put("kind", order.kind().wire())
                .put("quantity", order.quantity())
                .put("price", order.price())
                .put("stop", order.stop())
                .put("trailing", order.trailing())
                .put("status", order.status().wire())
                .put("filled", order.filled())
                .put("strategy", order.strategy())
                .put("reason", order.reason())
                .build();
    }

    private static Json.Obj fill(Out.Fill fill) {
        return Json.object()
                .put("at", time(fill.at()))
                .put("id", fill.id())
                .put("order", fill.order())
                .put("trade", fill.trade())
                .put("symbol", fill.symbol())
                .put("side", fill.side().wire())
                .put("effect", fill.effect().wire())
                .put("quantity", fill.quantity())
                .put("price", fill.price())
                .put("fee", fill.fee())
                .put("feeAsset", fill.feeAsset())
                .put("maker", fill.maker())
                .put("pnl", fill.pnl())
                .build();
    }

    private static Json.Obj key(Out.Key key) {
        return Json.object()
                .put("ref", key.ref())
                .put("ok", key.ok())
                .put("trade", bool(key.trade()))
                .put("withdraw", bool(key.withdraw()))
                .put("ipRestricted", bool(key.ipRestricted()))
                .put("expiresAt", time(key.expiresAt()))
                .put("code", key.code())
                .put("detail", key.detail())
                .put("skewMs", key.skewMs() == null ? Json.NULL : Json.whole(key.skewMs()))
                .put("warnings", Json.array(key.warnings().stream().map(Json::text).toList()))
                .put("problem", key.problem())
                .build();
    }

    private static Json.Obj position(Out.Position position) {
        return Json.object()
                .put("at", time(position.at()))
                .put("symbol", position.symbol())
                .put("trade", position.trade())
                .put("quantity", position.quantity())
                .put("entry", position.entry())
                .put("mark", position.mark())
                .put("unrealized", position.unrealized())
                .put("stop", position.stop())
                .put("target", position.target())
                .build();
    }

    private static Json.Obj candle(Out.Candle candle) {
        return Json.object()
                .put("at", time(candle.at()))
                .put("symbol", candle.symbol())
                .put("interval", candle.interval())
                .put("open", candle.open())
                .put("high", candle.high())
                .put("low", candle.low())
                .put("close", candle.close())
                .put("volume", candle.volume())
                .build();
    }

    private static Json.Obj decision(Out.Decision decision) {
        return Json.object()
                .put("at", time(decision.at()))
                .put("symbol", decision.symbol())
                .put("strategy", decision.strategy())
                .put("action", decision.action())
                .put(
                        "why",
                        Json.array(
                                decision.why().stream()
                                        .map(why ->
                                                Json.object()
                                                        .put("code", why.code())
                                                        .put("values", why.values())
                                                        .build())
                                        .toList()))
                .put("votes", Json.array(List.of()))
                .put("aiCost", decision.aiCost())
                .build();
    }

    private static Json.Obj metric(Out.Metric metric) {
        return Json.object()
                .put("at", time(metric.at()))
                .put("equity", metric.equity())
                .put("cash", metric.cash())
                .put("realized", metric.realized())
                .put("unrealized", metric.unrealized())
                .put("fees", metric.fees())
                .put("aiCost", metric.aiCost())
                .put("apiCalls", metric.apiCalls())
                .build();
    }

    private static Json bool(@Nullable Boolean value) {
        return value == null ? Json.NULL : Json.bool(value);
    }
}
