package io.sath.bot.catalogue;

import io.sath.bot.json.Json;
import io.sath.bot.market.Instrument;
import io.sath.bot.market.MarketSet;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.Tape;
import io.sath.bot.strategy.Parameter;
import io.sath.bot.strategy.StrategyType;
import java.math.BigDecimal;
import java.util.List;

/// The answer to `java -jar bot.jar symbols`: the market sets with their symbols, and the
/// strategies with their parameters. Its form is in `wire/README.md`.
public final class Catalogue {
    private Catalogue() {}

    /// The catalogue as one JSON object.
    public static Json.Obj of(MarketSets sets) {
        return Json.object()
                .put("sets", Json.array(sets.all().stream().map(Catalogue::set).toList()))
                .put(
                        "strategies",
                        Json.array(StrategyType.all().stream().map(Catalogue::strategy).toList()))
                .build();
    }

    private static Json set(MarketSet set) {
        MarketSet.Contents contents = set.contents();
        return Json.object()
                .put("name", set.name())
                .put(
                        "symbols",
                        Json.array(contents.tapes().stream().map(Catalogue::symbol).toList()))
                .put("problems", texts(contents.problems()))
                .build();
    }

    private static Json symbol(Tape tape) {
        Instrument instrument = tape.instrument();
        return Json.object()
                .put("name", instrument.symbol())
                .put("quote", instrument.quote())
                .put("tick", instrument.tick())
                .put("step", instrument.step())
                .put("minNotional", instrument.minNotional())
                .put("resolution", tape.resolution().code())
                .put("from", tape.from().toString())
                .put("to", tape.to().toString())
                .build();
    }

    private static Json strategy(StrategyType type) {
        return Json.object()
                .put("name", type.name())
                .put(
                        "params",
                        Json.array(type.parameters().stream().map(Catalogue::parameter).toList()))
                .build();
    }

    private static Json parameter(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Whole(String name, int min, int max, int _) ->
                    number(
                            parameter,
                            name,
                            "whole",
                            BigDecimal.valueOf(min),
                            BigDecimal.valueOf(max));
            case Parameter.Decimal(String name, BigDecimal min, BigDecimal max, BigDecimal _) ->
                    number(parameter, name, "decimal", min, max);
            case Parameter.Choice(String name, List<String> options, String preset) ->
                    Json.object()
                            .put("name", name)
                            .put("kind", "choice")
                            .put("preset", preset)
                            .put("options", texts(options))
                            .build();
        };
    }

    private static Json number(
            Parameter parameter, String name, String kind, BigDecimal min, BigDecimal max) {
        return Json.object()
                .put("name", name)
                .put("kind", kind)
                .put("preset", parameter.preset())
                .put("min", min)
                .put("max", max)
                .build();
    }

    private static Json texts(List<String> texts) {
        return Json.array(texts.stream().map(Json::text).toList());
    }
}
