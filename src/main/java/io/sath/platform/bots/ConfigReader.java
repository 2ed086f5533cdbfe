package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Replay;
import io.sath.platform.bots.BotConfig.Risk;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotConfig.Strategy;
import io.sath.platform.bots.BotConfig.Venue;
import io.sath.platform.bots.BotConfig.Word;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a configuration from JSON as {@code api.md} has it, and names every field that cannot be
 * read.
 *
 * <p>Whether the values make sense is {@link ConfigCheck}'s to say.
 */
final class ConfigReader {
    /** 18 digits on each side, as on the wire to the bot. */
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private static final int MAX_SHOWN = 60;
    private static final int MAX_ITEMS = 100;

    private final List<FieldFault> faults = new ArrayList<>();

    private ConfigReader() {}

    /**
     * The configuration; throws {@link Problem} malformed for what is no object, unknown-field for
     * a field there is not, and invalid with every field that cannot be read.
     */
    static BotConfig read(JsonNode json) {
        ConfigReader reader = new ConfigReader();
        BotConfig config = reader.config(json);
        if (!reader.faults.isEmpty()) {
            throw Problem.invalid(reader.faults);
        }
        return config;
    }

    private BotConfig config(JsonNode json) {
        if (!json.isObject()) {
            throw Problem.of(ProblemCode.MALFORMED, Text.of("bots.config.malformed"));
        }
        known(
                "",
                json,
                Set.of(
                        "revision",
                        "venue",
                        "mode",
                        "keyId",
                        "symbols",
                        "timeframes",
                        "capital",
                        "currency",
                        "maxPosition",
                        "maxTradesPerDay",
                        "pollSeconds",
                        "strategies",
                        "risk",
                        "ai",
                        "replay",
                        "stopPolicy"));
        if (present(json, "ai")) {
            fault("ai", "unavailable", json.get("ai"), "bots.fault.ai");
        }
        return new BotConfig(
                0,
                word(json, "venue", Venue.values(), Venue.REPLAY),
                word(json, "mode", Mode.values(), Mode.PAPER),
                uuid(json, "keyId"),
                list(json, "symbols", this::text),
                list(json, "timeframes", this::text),
                decimal("", json, "capital", true, BigDecimal.ONE),
                textOf("", json, "currency", "USD"),
                decimal("", json, "maxPosition", true, BigDecimal.ONE),
                orZero(whole("", json, "maxTradesPerDay", true)),
                orZero(whole("", json, "pollSeconds", true)),
                list(json, "strategies", this::strategy),
                risk(json),
                replay(json),
                word(json, "stopPolicy", StopPolicy.values(), StopPolicy.LEAVE));
    }

    private Strategy strategy(String path, JsonNode json) {
        if (!json.isObject()) {
            fault(path, "wrong-type", json, "bots.fault.object");
            return new Strategy("", Map.of());
        }
        known(path, json, Set.of("name", "params"));
        Map<String, String> params = new LinkedHashMap<>();
        JsonNode given = json.get("params");
        if (given != null && !given.isNull()) {
            if (given.isObject() && given.size() <= MAX_ITEMS) {
                given.properties()
                        .forEach(param ->
                                params.put(
                                        param.getKey(),
                                        text(
                                                path + ".params." + shortened(param.getKey()),
                                                param.getValue())));
            } else {
                fault(path + ".params", "wrong-type", given, "bots.fault.object");
            }
        }
        return new Strategy(textOf(path, json, "name", ""), params);
    }

    private Risk risk(JsonNode json) {
        JsonNode risk = json.get("risk");
        if (risk == null || !risk.isObject()) {
            missingOr("risk", risk, "bots.fault.object");
            return new Risk(null, null, null, null, null, null, null);
        }
        known(
                "risk",
                risk,
                Set.of(
                        "stopLoss",
                        "takeProfit",
                        "trailingStop",
                        "dailyLoss",
                        "maxDrawdown",
                        "coolDownLosses",
                        "coolDownMinutes"));
        return new Risk(
                optional("risk", risk, "stopLoss"),
                optional("risk", risk, "takeProfit"),
                optional("risk", risk, "trailingStop"),
                optional("risk", risk, "dailyLoss"),
                optional("risk", risk, "maxDrawdown"),
                whole("risk", risk, "coolDownLosses", false),
                whole("risk", risk, "coolDownMinutes", false));
    }

    private @Nullable Replay replay(JsonNode json) {
        JsonNode replay = json.get("replay");
        if (replay == null || replay.isNull()) {
            return null;
        }
        if (!replay.isObject()) {
            fault("replay", "wrong-type", replay, "bots.fault.object");
            return null;
        }
        known("replay", replay, Set.of("data", "speed"));
        return new Replay(
                textOf("replay", replay, "data", ""),
                decimal("replay", replay, "speed", true, BigDecimal.ONE));
    }

    private static void known(String path, JsonNode json, Set<String> names) {
        json.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.of(
                            ProblemCode.UNKNOWN_FIELD,
                            Text.of("bots.config.unknown-field", under(path, shortened(name))));
                });
    }

    private <E extends Enum<E> & Word> E word(JsonNode json, String field, E[] words, E otherwise) {
        JsonNode value = json.get(field);
        if (value != null && value.isString()) {
            for (E candidate : words) {
                if (candidate.word().equals(value.stringValue())) {
                    return candidate;
                }
            }
        }
        String all = Stream.of(words).map(Word::word).collect(Collectors.joining(", "));
        missingOr(field, value, "bots.fault.one-of", all);
        return otherwise;
    }

    private @Nullable UUID uuid(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(value.asString());
        } catch (IllegalArgumentException e) {
            fault(field, "wrong-type", value, "bots.fault.id");
            return null;
        }
    }

    private <T> List<T> list(JsonNode json, String field, BiFunction<String, JsonNode, T> read) {
        JsonNode value = json.get(field);
        if (value == null || !value.isArray() || value.size() > MAX_ITEMS) {
            missingOr(field, value, "bots.fault.list", MAX_ITEMS);
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (JsonNode item : value) {
            items.add(read.apply(field + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    private String text(String path, JsonNode value) {
        if (value.isString() && value.stringValue().length() <= 100) {
            return value.stringValue();
        }
        fault(path, "wrong-type", value, "bots.fault.text");
        return "";
    }

    private String textOf(String path, JsonNode json, String field, String otherwise) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            missingOr(under(path, field), value, "bots.fault.text");
            return otherwise;
        }
        return text(under(path, field), value);
    }

    private @Nullable BigDecimal optional(String path, JsonNode json, String field) {
        return present(json, field) ? decimal(path, json, field, false, BigDecimal.ONE) : null;
    }

    private BigDecimal decimal(
            String path, JsonNode json, String field, boolean required, BigDecimal otherwise) {
        JsonNode value = json.get(field);
        if (value != null && value.isString() && DECIMAL.matcher(value.stringValue()).matches()) {
            return new BigDecimal(value.stringValue());
        }
        if (value != null && !value.isNull()) {
            fault(under(path, field), "not-a-decimal", value, "bots.fault.decimal");
        } else if (required) {
            missingOr(under(path, field), value, "bots.fault.decimal");
        }
        return otherwise;
    }

    private @Nullable Integer whole(String path, JsonNode json, String field, boolean required) {
        JsonNode value = json.get(field);
        if (value != null && value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        if (required || (value != null && !value.isNull())) {
            missingOr(under(path, field), value, "bots.fault.whole");
        }
        return null;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static boolean present(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value != null && !value.isNull();
    }

    private void missingOr(String path, @Nullable JsonNode value, String key, Object... arguments) {
        boolean missing = value == null || value.isNull();
        fault(path, missing ? "missing" : "wrong-type", missing ? null : value, key, arguments);
    }

    private void fault(
            String path, String code, @Nullable JsonNode value, String key, Object... arguments) {
        String shown =
                value == null
                        ? null
                        : shortened(value.isString() ? value.stringValue() : value.toString());
        faults.add(new FieldFault(path, code, shown, Text.of(key, arguments)));
    }

    private static String under(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
