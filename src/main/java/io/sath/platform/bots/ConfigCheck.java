package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Replay;
import io.sath.platform.bots.BotConfig.Risk;
import io.sath.platform.bots.BotConfig.Strategy;
import io.sath.platform.bots.BotConfig.Venue;
import io.sath.platform.bots.Catalogue.MarketSet;
import io.sath.platform.bots.Catalogue.Parameter;
import io.sath.platform.bots.Catalogue.Symbol;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says everything that is wrong with a configuration in itself, or against what the bot program can
 * do; the plan is {@link PlanCheck}'s to say.
 */
final class ConfigCheck {
    static final List<String> TIMEFRAMES =
            List.of("1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d");

    /** They count as US dollars at par. */
    static final Set<String> CURRENCIES = Set.of("USD", "USDT", "USDC", "FDUSD", "PUSD");

    private static final BigDecimal MAX_MONEY = new BigDecimal("1000000000000");
    private static final BigDecimal MAX_SPEED = new BigDecimal("3600");
    private static final BigDecimal MAX_GAIN = new BigDecimal("100");
    private static final int MAX_SYMBOLS = 100;
    private static final int MAX_STRATEGIES = 20;
    private static final int MAX_TRADES = 100_000;
    private static final int MAX_POLL = 86_400;
    private static final int DIGITS = 18;

    private final BotConfig config;
    private final Catalogue catalogue;
    private final List<FieldFault> faults = new ArrayList<>();

    private ConfigCheck(BotConfig config, Catalogue catalogue) {
        this.config = config;
        this.catalogue = catalogue;
    }

    /** Every fault; empty: none. */
    static List<FieldFault> faults(BotConfig config, Catalogue catalogue) {
        ConfigCheck check = new ConfigCheck(config, catalogue);
        check.market();
        check.money();
        check.strategies();
        check.risk();
        return List.copyOf(check.faults);
    }

    private void market() {
        if (config.venue() == Venue.REPLAY && config.mode() == Mode.LIVE) {
            fault("mode", "not-live", "live", "bots.fault.replay-live");
        } else if (config.venue() != Venue.REPLAY && config.mode() == Mode.PAPER) {
            fault("venue", "unavailable", config.venue().word(), "bots.fault.venue");
        }
        if (config.symbols().isEmpty() || config.symbols().size() > MAX_SYMBOLS) {
            fault(
                    "symbols",
                    "wrong-count",
                    String.valueOf(config.symbols().size()),
                    "bots.fault.count",
                    MAX_SYMBOLS);
        }
        twice("symbols", config.symbols());
        if (config.timeframes().isEmpty()) {
            fault("timeframes", "wrong-count", "0", "bots.fault.count", TIMEFRAMES.size());
        }
        twice("timeframes", config.timeframes());
        for (int i = 0; i < config.timeframes().size(); i++) {
            String timeframe = config.timeframes().get(i);
            if (!TIMEFRAMES.contains(timeframe)) {
                fault(
                        "timeframes[" + i + "]",
                        "unknown-timeframe",
                        timeframe,
                        "bots.fault.one-of",
                        String.join(", ", TIMEFRAMES));
            }
        }
        if (config.venue() == Venue.REPLAY) {
            replay();
        }
    }

    private void replay() {
        Replay replay = config.replay();
        if (replay == null) {
            fault("replay", "missing", null, "bots.fault.replay");
            return;
        }
        range("replay.speed", replay.speed(), MAX_SPEED);
        Optional<MarketSet> set = catalogue.set(replay.data());
        if (set.isEmpty()) {
            fault(
                    "replay.data",
                    "unknown-set",
                    replay.data(),
                    "bots.fault.one-of",
                    catalogue.sets().stream()
                            .map(MarketSet::name)
                            .collect(Collectors.joining(", ")));
            return;
        }
        for (int i = 0; i < config.symbols().size(); i++) {
            String name = config.symbols().get(i);
            Optional<Symbol> symbol =
                    set.get().symbols().stream()
                            .filter(candidate -> candidate.name().equals(name))
                            .findFirst();
            if (symbol.isPresent()) {
                suits(symbol.get());
            } else {
                fault(
                        "symbols[" + i + "]",
                        "unknown-symbol",
                        name,
                        "bots.fault.symbol",
                        set.get().symbols().stream()
                                .map(Symbol::name)
                                .limit(20)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private void suits(Symbol symbol) {
        if (!symbol.quote().equalsIgnoreCase(config.currency())) {
            fault(
                    "currency",
                    "other-currency",
                    config.currency(),
                    "bots.fault.quote",
                    symbol.name(),
                    symbol.quote());
        } else if (config.maxPosition().compareTo(symbol.minNotional()) < 0) {
            fault(
                    "maxPosition",
                    "below-minimum",
                    plain(config.maxPosition()),
                    "bots.fault.minimum",
                    symbol.name(),
                    plain(symbol.minNotional()));
        }
    }

    private void money() {
        if (!CURRENCIES.contains(config.currency().toUpperCase(java.util.Locale.ROOT))) {
            fault(
                    "currency",
                    "unknown-currency",
                    config.currency(),
                    "bots.fault.one-of",
                    "USD, USDT, USDC, FDUSD, pUSD");
        }
        if (range("capital", config.capital(), MAX_MONEY)
                && range("maxPosition", config.maxPosition(), MAX_MONEY)
                && config.maxPosition().compareTo(config.capital()) > 0) {
            fault(
                    "maxPosition",
                    "above-capital",
                    plain(config.maxPosition()),
                    "bots.fault.above-capital",
                    plain(config.capital()));
        }
        whole("maxTradesPerDay", config.maxTradesPerDay(), 0, MAX_TRADES);
        whole("pollSeconds", config.pollSeconds(), 1, MAX_POLL);
    }

    private void strategies() {
        List<Strategy> strategies = config.strategies();
        if (strategies.isEmpty() || strategies.size() > MAX_STRATEGIES) {
            fault(
                    "strategies",
                    "wrong-count",
                    String.valueOf(strategies.size()),
                    "bots.fault.count",
                    MAX_STRATEGIES);
        }
        twice("strategies", strategies.stream().map(Strategy::name).toList());
        for (int i = 0; i < strategies.size(); i++) {
            Strategy strategy = strategies.get(i);
            String path = "strategies[" + i + "]";
            Optional<Catalogue.Strategy> known = catalogue.strategy(strategy.name());
            if (known.isEmpty()) {
                fault(
                        path + ".name",
                        "unknown-strategy",
                        strategy.name(),
                        "bots.fault.one-of",
                        catalogue.strategies().stream()
                                .map(Catalogue.Strategy::name)
                                .collect(Collectors.joining(", ")));
            } else {
                params(path + ".params.", strategy, known.get());
            }
        }
    }

    private void params(String path, Strategy strategy, Catalogue.Strategy known) {
        strategy.params()
                .forEach((name, value) ->
                        known.params().stream()
                                .filter(candidate -> candidate.name().equals(name))
                                .findFirst()
                                .ifPresentOrElse(
                                        parameter -> param(path + name, parameter, value),
                                        () ->
                                                fault(
                                                        path + name,
                                                        "unknown-parameter",
                                                        value,
                                                        "bots.fault.one-of",
                                                        known.params().stream()
                                                                .map(Parameter::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private void param(String path, Parameter parameter, String value) {
        switch (parameter.kind()) {
            case CHOICE -> {
                if (!parameter.options().contains(value)) {
                    fault(
                            path,
                            "unknown-option",
                            value,
                            "bots.fault.one-of",
                            String.join(", ", parameter.options()));
                }
            }
            case WHOLE, DECIMAL -> {
                BigDecimal number = number(value);
                boolean whole =
                        number != null
                                && (parameter.kind() == Parameter.Kind.DECIMAL
                                        || number.stripTrailingZeros().scale() <= 0);
                if (number == null || !whole || !within(number, parameter)) {
                    fault(
                            path,
                            "out-of-range",
                            value,
                            parameter.kind() == Parameter.Kind.WHOLE
                                    ? "bots.fault.whole-between"
                                    : "bots.fault.between",
                            bound(parameter.min()),
                            bound(parameter.max()));
                }
            }
        }
    }

    private static @Nullable BigDecimal number(String value) {
        return value.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? new BigDecimal(value) : null;
    }

    private static boolean within(BigDecimal number, Parameter parameter) {
        BigDecimal min = parameter.min();
        BigDecimal max = parameter.max();
        return (min == null || number.compareTo(min) >= 0)
                && (max == null || number.compareTo(max) <= 0);
    }

    private static String bound(@Nullable BigDecimal bound) {
        return bound == null ? "∞" : plain(bound);
    }

    private void risk() {
        Risk risk = config.risk();
        fraction("risk.stopLoss", risk.stopLoss());
        fraction("risk.trailingStop", risk.trailingStop());
        fraction("risk.maxDrawdown", risk.maxDrawdown());
        if (risk.takeProfit() != null) {
            range("risk.takeProfit", risk.takeProfit(), MAX_GAIN);
        }
        if (risk.dailyLoss() != null) {
            range("risk.dailyLoss", risk.dailyLoss(), MAX_MONEY);
        }
        if (risk.coolDownLosses() != null) {
            whole("risk.coolDownLosses", risk.coolDownLosses(), 1, 1_000);
        }
        if (risk.coolDownMinutes() != null) {
            whole("risk.coolDownMinutes", risk.coolDownMinutes(), 1, 100_000);
        }
    }

    private void fraction(String path, @Nullable BigDecimal value) {
        if (value != null
                && (value.signum() <= 0
                        || value.compareTo(BigDecimal.ONE) >= 0
                        || value.scale() > DIGITS)) {
            fault(path, "out-of-range", plain(value), "bots.fault.fraction");
        }
    }

    private boolean range(String path, BigDecimal value, BigDecimal max) {
        if (value.signum() > 0 && value.compareTo(max) <= 0 && value.scale() <= DIGITS) {
            return true;
        }
        fault(path, "out-of-range", plain(value), "bots.fault.above-zero", plain(max));
        return false;
    }

    private void whole(String path, int value, int min, int max) {
        if (value < min || value > max) {
            fault(
                    path,
                    "out-of-range",
                    String.valueOf(value),
                    "bots.fault.whole-between",
                    String.valueOf(min),
                    String.valueOf(max));
        }
    }

    private void twice(String path, List<String> values) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!seen.add(values.get(i))) {
                fault(path + "[" + i + "]", "twice", values.get(i), "bots.fault.twice");
            }
        }
    }

    private void fault(
            String path, String code, @Nullable String value, String key, Object... arguments) {
        faults.add(new FieldFault(path, code, value, Text.of(key, arguments)));
    }

    private static String plain(BigDecimal value) {
        String text = value.toPlainString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
