package io.sath.platform.orchestration;

import io.sath.platform.bots.BotProgram;
import io.sath.platform.bots.Catalogue;
import io.sath.platform.bots.Catalogue.MarketSet;
import io.sath.platform.bots.Catalogue.Parameter;
import io.sath.platform.bots.Catalogue.Strategy;
import io.sath.platform.bots.Catalogue.Symbol;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bot program's own answer to what it can trade and how, asked once a start. */
@Component
class JarCatalogue implements BotProgram {
    private static final Logger LOG = LoggerFactory.getLogger(JarCatalogue.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BotJar jar;
    private final JsonMapper json = JsonMapper.builder().build();
    private @Nullable Catalogue known;

    JarCatalogue(BotJar jar) {
        this.jar = jar;
    }

    @Override
    public synchronized Catalogue catalogue() {
        if (known == null) {
            known = ask();
        }
        return known;
    }

    private Catalogue ask() {
        try {
            BotJar.Answer answer = jar.call("128m", LIMIT, List.of("symbols"));
            if (answer.exitCode() == 0) {
                return read(json.readTree(answer.out()));
            }
            LOG.error("The bot program's symbols: {}", Redaction.of(answer.err()));
        } catch (TimeoutException | JacksonException e) {
            LOG.error("The bot program does not tell its symbols: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw BotJar.unavailable();
    }

    static Catalogue read(JsonNode answer) {
        List<MarketSet> sets = new ArrayList<>();
        for (JsonNode set : answer.path("sets")) {
            List<Symbol> symbols = new ArrayList<>();
            for (JsonNode symbol : set.path("symbols")) {
                symbols.add(
                        new Symbol(
                                symbol.path("name").asString(),
                                symbol.path("quote").asString(),
                                decimal(symbol, "tick"),
                                decimal(symbol, "step"),
                                decimal(symbol, "minNotional")));
            }
            for (JsonNode problem : set.path("problems")) {
                LOG.warn("Market data: {}", problem.asString());
            }
            sets.add(new MarketSet(set.path("name").asString(), symbols));
        }
        List<Strategy> strategies = new ArrayList<>();
        for (JsonNode strategy : answer.path("strategies")) {
            List<Parameter> params = new ArrayList<>();
            for (JsonNode param : strategy.path("params")) {
                params.add(parameter(param));
            }
            strategies.add(new Strategy(strategy.path("name").asString(), params));
        }
        return new Catalogue(sets, strategies);
    }

    private static Parameter parameter(JsonNode param) {
        List<String> options = new ArrayList<>();
        for (JsonNode option : param.path("options")) {
            options.add(option.asString());
        }
        return new Parameter(
                param.path("name").asString(),
                Parameter.Kind.valueOf(param.path("kind").asString().toUpperCase(Locale.ROOT)),
                param.path("preset").asString(),
                param.has("min") ? decimal(param, "min") : null,
                param.has("max") ? decimal(param, "max") : null,
                options);
    }

    private static BigDecimal decimal(JsonNode from, String field) {
        return new BigDecimal(from.path(field).asString());
    }
}
