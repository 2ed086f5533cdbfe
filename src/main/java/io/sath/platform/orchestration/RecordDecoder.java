package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Effect;
import io.sath.platform.orchestration.output.BotRecord.Entry;
import io.sath.platform.orchestration.output.BotRecord.Head;
import io.sath.platform.orchestration.output.BotRecord.Level;
import io.sath.platform.orchestration.output.BotRecord.OrderStatus;
import io.sath.platform.orchestration.output.BotRecord.Reason;
import io.sath.platform.orchestration.output.BotRecord.RunState;
import io.sath.platform.orchestration.output.BotRecord.Side;
import io.sath.platform.orchestration.scheduler.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes records of the lines that a bot says.
 *
 * <p>It never throws: what is no record of {@code wire.md} version 1 becomes a {@link
 * BotRecord.Unknown} with the fault's name. Free text is redacted.
 */
final class RecordDecoder {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(20)
                                                    .maxNumberLength(40)
                                                    .maxStringLength(Output.MAX_LINE_BYTES)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final int ID = 64;
    private static final int NAME = 80;
    private static final int TEXT = Output.MAX_LINE_BYTES;
    private static final int MAX_SHOWN = 2_000;
    private static final int MAX_PROBLEM = 500;

    private RecordDecoder() {}

    /**
     * @param readAt the time of a line that names none
     */
    static BotRecord decode(Output.Line line, Instant readAt) {
        if (line.stream() == Output.Stream.STDERR) {
            return new BotRecord.StderrLine(readAt, shown(line.text()));
        }
        if (line.cut()) {
            return new BotRecord.Unknown(
                    readAt, "longer than " + Output.MAX_LINE_BYTES + " bytes", shown(line.text()));
        }
        try {
            JsonNode json = JSON.readTree(line.text());
            if (json == null || !json.isObject()) {
                return new BotRecord.Unknown(readAt, "no JSON object", shown(line.text()));
            }
            return record(new WireFields(json), readAt, line.text());
        } catch (JacksonException e) {
            return new BotRecord.Unknown(readAt, "no JSON", shown(line.text()));
        } catch (WireFields.Unsound e) {
            return new BotRecord.Unknown(
                    readAt, String.valueOf(e.getMessage()), shown(line.text()));
        }
    }

    private static BotRecord record(WireFields at, Instant readAt, String line) {
        String type = at.text("type", NAME);
        Head head = new Head(at.id("run"), at.positive("seq"), at.time("ts"));
        return switch (type) {
            case "hello" -> hello(head, at);
            case "settings" ->
                    new BotRecord.SettingsSeen(
                            head, at.whole("rev"), at.flag("ok"), at.freeOrNull("problem", TEXT));
            case "beat" -> beat(head, at);
            case "log" ->
                    new BotRecord.Log(
                            head,
                            at.word("level", Level.values()),
                            at.textOrNull("code", NAME),
                            at.free("msg", TEXT),
                            at.flagOrFalse("cut"));
            case "order" -> order(head, at);
            case "fill" -> fill(head, at);
            case "position" -> position(head, at);
            case "candle" -> candle(head, at);
            case "decision" -> decision(head, at);
            case "metric" -> metric(head, at);
            case "key" -> key(head, at);
            case "report" -> new BotRecord.Report(head, at.json("figures"));
            case "resent" ->
                    new BotRecord.Resent(head, at.id("ledger"), at.whole("from"), at.whole("to"));
            case "stopped" ->
                    new BotRecord.Stopped(
                            head,
                            at.text("reason", NAME),
                            at.flag("flat"),
                            at.count("orders"),
                            at.count("positions"),
                            at.idOrNull("ledger"),
                            at.whole("ledgerSeq"));
            default -> new BotRecord.Unknown(readAt, "unknown type " + type, shown(line));
        };
    }

    private static BotRecord key(Head head, WireFields at) {
        return new BotRecord.Key(
                head,
                at.text("ref", ID),
                at.flag("ok"),
                at.flagOrNull("trade"),
                at.flagOrNull("withdraw"),
                at.flagOrNull("ipRestricted"),
                at.timeOrNull("expiresAt"),
                at.textOrNull("code", NAME),
                at.textOrNull("detail", NAME),
                at.signedOrNull("skewMs"),
                at.words("warnings", NAME),
                at.freeOrNull("problem", MAX_PROBLEM));
    }

    private static BotRecord hello(Head head, WireFields at) {
        return new BotRecord.Hello(
                head,
                at.count("wire"),
                at.text("version", NAME),
                at.textOrNull("task", NAME),
                at.textOrNull("venue", NAME),
                at.textOrNull("mode", NAME),
                at.textOrNull("quote", NAME),
                at.whole("rev"),
                at.textOrNull("store", NAME),
                at.idOrNull("ledger"),
                at.whole("ledgerSeq"),
                at.whole("epoch"));
    }

    private static BotRecord beat(Head head, WireFields at) {
        return new BotRecord.Beat(
                head,
                at.word("state", RunState.values()),
                at.freeOrNull("reason", NAME),
                at.whole("rev"),
                at.idOrNull("ledger"),
                at.whole("ledgerSeq"),
                at.count("orders"),
                at.count("positions"),
                at.timeOrNull("venueAt"),
                at.whole("rssBytes"),
                at.whole("cpuMs"),
                at.whole("dropped"));
    }

    private static Entry entry(WireFields at) {
        return new Entry(at.id("ledger"), at.positive("ledgerSeq"), at.time("at"));
    }

    private static BotRecord order(Head head, WireFields at) {
        return new BotRecord.Order(
                head,
                entry(at),
                at.text("id", ID),
                at.text("trade", ID),
                at.text("symbol", NAME),
                at.word("side", Side.values()),
                at.word("effect", Effect.values()),
                at.text("kind", NAME),
                at.decimal("quantity"),
                at.decimalOrNull("price"),
                at.decimalOrNull("stop"),
                at.decimalOrNull("trailing"),
                at.word("status", OrderStatus.values()),
                at.decimal("filled"),
                at.textOrNull("strategy", NAME),
                at.freeOrNull("reason", NAME));
    }

    private static BotRecord fill(Head head, WireFields at) {
        return new BotRecord.Fill(
                head,
                entry(at),
                at.text("id", ID),
                at.text("order", ID),
                at.text("trade", ID),
                at.text("symbol", NAME),
                at.word("side", Side.values()),
                at.word("effect", Effect.values()),
                at.decimal("quantity"),
                at.decimal("price"),
                at.decimal("fee"),
                at.text("feeAsset", NAME),
                at.flag("maker"),
                at.decimalOrNull("pnl"));
    }

    private static BotRecord position(Head head, WireFields at) {
        return new BotRecord.Position(
                head,
                at.time("at"),
                at.text("symbol", NAME),
                at.textOrNull("trade", ID),
                at.decimal("quantity"),
                at.decimalOrNull("entry"),
                at.decimalOrNull("mark"),
                at.decimalOrNull("unrealized"),
                at.decimalOrNull("stop"),
                at.decimalOrNull("target"));
    }

    private static BotRecord candle(Head head, WireFields at) {
        return new BotRecord.Candle(
                head,
                at.time("at"),
                at.text("symbol", NAME),
                at.text("interval", NAME),
                at.decimal("open"),
                at.decimal("high"),
                at.decimal("low"),
                at.decimal("close"),
                at.decimal("volume"));
    }

    private static BotRecord decision(Head head, WireFields at) {
        List<Reason> why = new ArrayList<>();
        for (WireFields reason : at.list("why")) {
            Map<String, String> values = new LinkedHashMap<>();
            WireFields given = reason.object("values");
            for (String name : given.names()) {
                String value = given.freeOrNull(name, TEXT);
                if (value != null) {
                    values.put(Redaction.sound(name), value);
                }
            }
            why.add(new Reason(reason.text("code", NAME), values));
        }
        return new BotRecord.Decision(
                head,
                at.time("at"),
                at.text("symbol", NAME),
                at.text("strategy", NAME),
                at.text("action", NAME),
                why,
                at.json("votes"),
                at.decimal("aiCost"));
    }

    private static BotRecord metric(Head head, WireFields at) {
        return new BotRecord.Metric(
                head,
                at.time("at"),
                at.decimal("equity"),
                at.decimal("cash"),
                at.decimal("realized"),
                at.decimal("unrealized"),
                at.decimal("fees"),
                at.decimal("aiCost"),
                at.whole("apiCalls"));
    }

    private static String shown(String text) {
        String sound = Redaction.of(text);
        return sound.length() <= MAX_SHOWN
                ? sound
                : Redaction.sound(sound.substring(0, MAX_SHOWN) + "…");
    }
}
