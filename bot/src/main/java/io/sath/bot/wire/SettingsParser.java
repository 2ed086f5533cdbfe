package io.sath.bot.wire;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.wire.Settings.Entries;
import io.sath.bot.wire.Settings.Opening;
import io.sath.bot.wire.Settings.OpeningPosition;
import io.sath.bot.wire.Settings.Paper;
import io.sath.bot.wire.Settings.Quota;
import io.sath.bot.wire.Settings.Replay;
import io.sath.bot.wire.Settings.Resend;
import io.sath.bot.wire.Settings.Risk;
import io.sath.bot.wire.Settings.Span;
import io.sath.bot.wire.Settings.StrategySpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a settings file: takes it whole, or refuses it whole with the first problem. Unknown fields
 * are ignored.
 */
public final class SettingsParser {

    /** The largest settings file in bytes. */
    public static final int MAX_BYTES = 48 * 1024;

    private static final Pattern BOT = Pattern.compile("[0-9a-z]{13}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{2,12}");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final Pattern REASON = Pattern.compile("(?s).{0,200}");
    private static final Pattern BASE =
            Pattern.compile(
                    "(https://[A-Za-z0-9._:\\[\\]-]{1,255}"
                            + "|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?)"
                            + "(/[A-Za-z0-9._~%/+-]{0,200})?");
    private static final List<String> TIMEFRAMES =
            List.of("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d");
    private static final String NAME_IS = "must be a name of small letters, digits and dashes";
    private static final String ID_IS = "must be an id of letters, digits and dashes";
    private static final BigDecimal MAX_SPEED = BigDecimal.valueOf(1_000_000);

    private SettingsParser() {}

    public static SettingsResult parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            return new SettingsResult.Refused(
                    0, "file: " + file.length + " bytes are too many; at most " + MAX_BYTES);
        }
        long rev = 0;
        try {
            Field root = new Field("", JsonText.parse(file));
            if (!(root.value() instanceof Json.Obj)) {
                return new SettingsResult.Refused(0, "file: must be one JSON object");
            }
            rev = root.at("rev").whole(1, Long.MAX_VALUE);
            root.at("wire").whole(1, 1);
            Task task = root.at("task").word(List.of(Task.values()), Task::wire);
            return task == Task.CHECK_KEY
                    ? new SettingsResult.Check(check(root, rev))
                    : new SettingsResult.Taken(settings(root, rev, task));
        } catch (JsonText.Malformed e) {
            return new SettingsResult.Refused(rev, "file: " + e.getMessage());
        } catch (Field.Invalid e) {
            return new SettingsResult.Refused(rev, String.valueOf(e.getMessage()));
        }
    }

    /** A check needs little; what only trading needs may stand there all the same. */
    private static CheckSettings check(Field root, long rev) {
        return new CheckSettings(
                rev,
                bot(root),
                root.at("venue").optional(f -> f.text(NAME, NAME_IS)),
                root.at("check").at("ref").text(ID, ID_IS),
                root.at("bases").optional(SettingsParser::bases));
    }

    private static Map<String, String> bases(Field field) {
        Map<String, String> bases = new LinkedHashMap<>();
        for (String name : field.object().fields().keySet()) {
            bases.put(
                    name,
                    field.at(name)
                            .text(
                                    BASE,
                                    "must be an address like https://api.example.com, or http on"
                                            + " this machine"));
        }
        return bases;
    }

    private static String bot(Field root) {
        return root.at("bot").text(BOT, "must be 13 characters of 0-9 and a-z");
    }

    private static Settings settings(Field root, long rev, Task task) {
        return new Settings(
                rev,
                task,
                bot(root),
                root.at("venue").text(NAME, NAME_IS),
                root.at("mode").word(List.of(Mode.values()), Mode::wire),
                root.at("quote").text(CURRENCY, "must be a currency like USD"),
                root.at("symbols")
                        .list(1, 100, f -> f.text(SYMBOL, "must be a symbol like BTCUSD")),
                root.at("timeframes").list(1, 6, SettingsParser::timeframe),
                root.at("capital").above0(),
                root.at("maxPosition").above0(),
                root.at("maxTradesPerDay").smallWhole(0, 100_000),
                root.at("pollSeconds").smallWhole(1, 86_400),
                root.at("strategies").list(1, 20, SettingsParser::strategy),
                root.at("ai").optional(Field::object),
                replay(root.at("replay")),
                paper(root.at("paper")),
                risk(root.at("risk")),
                entries(root.at("entries")),
                root.at("quota").optional(SettingsParser::quota),
                root.at("stop").optional(SettingsParser::stop),
                root.at("resend").optional(SettingsParser::resend),
                root.at("opening").optional(SettingsParser::opening),
                root.at("backtest").optional(SettingsParser::span));
    }

    private static String timeframe(Field field) {
        if (field.value() instanceof Json.Text(String text) && TIMEFRAMES.contains(text)) {
            return text;
        }
        throw field.wrong("must be one of " + String.join(", ", TIMEFRAMES));
    }

    private static StrategySpec strategy(Field field) {
        Field params = field.at("params");
        return new StrategySpec(
                field.at("name").text(NAME, NAME_IS), params.isNull() ? Map.of() : params.params());
    }

    private static Replay replay(Field field) {
        if (field.isNull()) {
            return new Replay("ta4j", BigDecimal.ONE, 200);
        }
        return new Replay(
                field.at("data").text(NAME, NAME_IS),
                field.at("speed")
                        .decimal(
                                d -> d.signum() > 0 && d.compareTo(MAX_SPEED) <= 0,
                                "above 0, at most 1000000,"),
                or(field.at("warmup").optional(f -> f.smallWhole(0, 100_000)), 200));
    }

    private static Paper paper(Field field) {
        BigDecimal commission = new BigDecimal("0.001");
        BigDecimal halfSpread = new BigDecimal("0.0001");
        if (field.isNull()) {
            return new Paper(commission, halfSpread);
        }
        return new Paper(
                or(field.at("commission").optional(SettingsParser::cost), commission),
                or(field.at("halfSpread").optional(SettingsParser::cost), halfSpread));
    }

    private static BigDecimal cost(Field field) {
        return field.decimal(
                d -> d.signum() >= 0 && d.compareTo(new BigDecimal("0.1")) <= 0, "from 0 to 0.1");
    }

    private static Risk risk(Field field) {
        return new Risk(
                field.at("stopLoss").optional(Field::fraction),
                field.at("takeProfit").optional(SettingsParser::gain),
                field.at("trailingStop").optional(Field::fraction),
                field.at("dailyLoss").optional(Field::above0),
                field.at("maxDrawdown").optional(Field::fraction),
                field.at("coolDownLosses").optional(f -> f.smallWhole(1, 1_000)),
                field.at("coolDownMinutes").optional(f -> f.smallWhole(1, 100_000)));
    }

    private static BigDecimal gain(Field field) {
        return field.decimal(
                d -> d.signum() > 0 && d.compareTo(BigDecimal.valueOf(100)) <= 0,
                "above 0, at most 100,");
    }

    private enum EntriesMode {
        OPEN("open"),
        EXIT_ONLY("exit-only");

        private final String wire;

        EntriesMode(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    private static Entries entries(Field field) {
        return new Entries(
                field.at("mode").word(List.of(EntriesMode.values()), EntriesMode::wire)
                        == EntriesMode.OPEN,
                field.at("reason")
                        .optional(
                                f -> f.text(REASON, "must be a string of at most 200 characters")),
                field.at("until").optional(Field::time));
    }

    private static Quota quota(Field field) {
        return new Quota(
                field.at("monthly").optional(f -> f.smallWhole(0, Integer.MAX_VALUE)),
                field.at("month").month(),
                field.at("left").optional(f -> f.smallWhole(0, Integer.MAX_VALUE)),
                field.at("asOf").whole(0, Long.MAX_VALUE));
    }

    private static StopPolicy stop(Field field) {
        return field.at("policy").word(List.of(StopPolicy.values()), StopPolicy::wire);
    }

    private static Resend resend(Field field) {
        return new Resend(
                field.at("ledger").text(ID, ID_IS), field.at("from").whole(1, Long.MAX_VALUE));
    }

    private static Span span(Field field) {
        Instant from = field.at("from").optional(Field::time);
        Instant to = field.at("to").optional(Field::time);
        if (from != null && to != null && !from.isBefore(to)) {
            throw field.at("from").wrong("must be before to");
        }
        return new Span(from, to);
    }

    private static Opening opening(Field field) {
        return new Opening(
                field.at("ledger").text(ID, ID_IS),
                field.at("epoch").whole(1, Long.MAX_VALUE),
                field.at("cash").decimal(_ -> true, "like \"100.5\""),
                field.at("positions").list(0, 1_000, SettingsParser::openingPosition),
                field.at("since").optional(Field::time));
    }

    private static OpeningPosition openingPosition(Field field) {
        return new OpeningPosition(
                field.at("symbol").text(SYMBOL, "must be a symbol like BTCUSD"),
                field.at("trade").text(ID, ID_IS),
                field.at("quantity").decimal(d -> d.signum() != 0, "other than 0"),
                field.at("entry").above0());
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
