package io.sath.platform.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.bots.Catalogue.MarketSet;
import io.sath.platform.bots.Catalogue.Parameter;
import io.sath.platform.bots.Catalogue.Strategy;
import io.sath.platform.bots.Catalogue.Symbol;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ConfigTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Catalogue CATALOGUE =
            new Catalogue(
                    List.of(
                            new MarketSet(
                                    "ta4j",
                                    List.of(
                                            symbol("BTCUSD", "USD"),
                                            symbol("ETHUSD", "USD"),
                                            symbol("ETHEUR", "EUR")))),
                    List.of(
                            new Strategy(
                                    "ema-cross",
                                    List.of(
                                            number("fast", 2, 500),
                                            number("slow", 3, 1000),
                                            new Parameter(
                                                    "seed",
                                                    Parameter.Kind.CHOICE,
                                                    "mean",
                                                    null,
                                                    null,
                                                    List.of("mean", "first"))))));

    @Test
    void theDefaultIsCompleteAndWithoutAFaultOnEveryPlan() {
        for (String capital : new String[] {"100", "1000", "10000"}) {
            BotConfig config = ConfigDefaults.within(new BigDecimal(capital));
            assertThat(ConfigCheck.faults(config, CATALOGUE)).isEmpty();
            assertThat(config.capital()).isLessThanOrEqualTo(new BigDecimal(capital));
        }
        assertThat(ConfigDefaults.within(null).capital()).isEqualByComparingTo("1000");
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        BotConfig config = ConfigDefaults.within(null);
        assertThat(ConfigReader.read(tree(config))).isEqualTo(config.numbered(0));
    }

    @ParameterizedTest
    @CsvSource({
        "capital, '\"-5\"', capital, out-of-range",
        "capital, '\"0\"', capital, out-of-range",
        "capital, '\"NaN\"', capital, not-a-decimal",
        "capital, '\"1e9\"', capital, not-a-decimal",
        "capital, '100', capital, not-a-decimal",
        "capital, 'null', capital, missing",
        "capital, '\"99999999999999999\"', capital, out-of-range",
        "maxPosition, '\"5000\"', maxPosition, above-capital",
        "maxPosition, '\"1\"', maxPosition, below-minimum",
        "maxTradesPerDay, '-1', maxTradesPerDay, out-of-range",
        "maxTradesPerDay, '1.5', maxTradesPerDay, wrong-type",
        "pollSeconds, '0', pollSeconds, out-of-range",
        "symbols, '[\"BTCUSD\",\"NOPE\"]', 'symbols[1]', unknown-symbol",
        "symbols, '[\"BTCUSD\",\"BTCUSD\"]', 'symbols[1]', twice",
        "symbols, '[]', symbols, wrong-count",
        "symbols, '[\"ETHEUR\"]', currency, other-currency",
        "timeframes, '[\"7m\"]', 'timeframes[0]', unknown-timeframe",
        "currency, '\"EUR\"', currency, unknown-currency",
        "venue, '\"mars\"', venue, wrong-type",
        "venue, '\"binance\"', venue, unavailable",
        "mode, '\"live\"', mode, not-live",
        "stopPolicy, '\"panic\"', stopPolicy, wrong-type",
        "keyId, '\"x\"', keyId, wrong-type",
        "ai, '{}', ai, unavailable",
        "replay, 'null', replay, missing",
        "replay, '{\"data\":\"moon\",\"speed\":\"1\"}', replay.data, unknown-set",
        "replay, '{\"data\":\"ta4j\",\"speed\":\"0\"}', replay.speed, out-of-range",
        "risk, '{\"stopLoss\":\"1.5\"}', risk.stopLoss, out-of-range",
        "risk, '{\"coolDownLosses\":0}', risk.coolDownLosses, out-of-range",
        "strategies, '[]', strategies, wrong-count",
        "strategies, '[{\"name\":\"magic\",\"params\":{}}]', 'strategies[0].name', unknown-strategy",
        "strategies, '[{\"name\":\"ema-cross\",\"params\":{\"fast\":\"1\"}}]', 'strategies[0].params.fast', out-of-range",
        "strategies, '[{\"name\":\"ema-cross\",\"params\":{\"fast\":\"2.5\"}}]', 'strategies[0].params.fast', out-of-range",
        "strategies, '[{\"name\":\"ema-cross\",\"params\":{\"fast\":9}}]', 'strategies[0].params.fast', wrong-type",
        "strategies, '[{\"name\":\"ema-cross\",\"params\":{\"tempo\":\"9\"}}]', 'strategies[0].params.tempo', unknown-parameter",
        "strategies, '[{\"name\":\"ema-cross\",\"params\":{\"seed\":\"luck\"}}]', 'strategies[0].params.seed', unknown-option"
    })
    void everyWrongValueIsNamedWithItsField(String field, String value, String path, String code) {
        ObjectNode json = (ObjectNode) tree(ConfigDefaults.within(null));
        json.set(field, JSON.readTree(value));
        List<FieldFault> faults = faults(json);
        assertThat(faults)
                .anySatisfy(fault -> {
                    assertThat(fault.field()).isEqualTo(path);
                    assertThat(fault.code()).isEqualTo(code);
                    for (Locale locale : List.of(Locale.ENGLISH, Locale.forLanguageTag("es"))) {
                        assertThat(fault.message().in(locale)).doesNotStartWith("!").isNotBlank();
                    }
                });
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        ObjectNode json = (ObjectNode) tree(ConfigDefaults.within(null));
        json.put("capital", "x").put("pollSeconds", "y").put("venue", "z");
        assertThat(faults(json))
                .extracting(FieldFault::field)
                .contains("capital", "pollSeconds", "venue");
    }

    @Test
    void aFieldThatDoesNotExistIsRefused() {
        ObjectNode json = (ObjectNode) tree(ConfigDefaults.within(null));
        json.put("leverage", 5);
        assertThatThrownBy(() -> ConfigReader.read(json))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD));
    }

    @Test
    void theDifferenceNamesFieldsByTheirPaths() {
        ObjectNode old = (ObjectNode) tree(ConfigDefaults.within(null));
        ObjectNode now = old.deepCopy();
        now.put("capital", "50");
        now.putArray("symbols").add("BTCUSD").add("ETHUSD");
        ((ObjectNode) now.get("risk")).put("stopLoss", "0.03");
        now.put("revision", 9);
        assertThat(ConfigDiff.between(old, now))
                .containsExactly(
                        new ConfigRevision.Change("capital", "1000", "50"),
                        new ConfigRevision.Change("risk.stopLoss", "0.02", "0.03"),
                        new ConfigRevision.Change("symbols[1]", null, "ETHUSD"));
    }

    private static List<FieldFault> faults(JsonNode json) {
        try {
            return ConfigCheck.faults(ConfigReader.read(json), CATALOGUE);
        } catch (Problem problem) {
            return problem.errors();
        }
    }

    private static JsonNode tree(BotConfig config) {
        return JSON.valueToTree(ConfigJson.of(config));
    }

    private static Symbol symbol(String name, String quote) {
        return new Symbol(
                name,
                quote,
                new BigDecimal("0.01"),
                new BigDecimal("0.00001"),
                new BigDecimal("5"));
    }

    private static Parameter number(String name, int min, int max) {
        return new Parameter(
                name,
                Parameter.Kind.WHOLE,
                "9",
                BigDecimal.valueOf(min),
                BigDecimal.valueOf(max),
                List.of());
    }
}
