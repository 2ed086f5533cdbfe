package io.sath.platform.bots.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Catalogue;
import io.sath.platform.secrets.Credential;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of the configuration page, each once, and the configuration that they spell.
 *
 * <p>Nothing is checked here but the form of a number: what is right is said by {@code Bots.save},
 * so that page and API never differ. Ratios are fractions in a configuration and percent on the
 * page.
 */
class ConfigFields {
    private final Messages texts = Messages.current();
    private final Formats formats = Formats.current();
    private final Catalogue catalogue;
    private final List<Setting<?>> settings = new ArrayList<>();

    final Select<String> data = new Select<>();
    final BigDecimalField speed = new BigDecimalField();
    final MultiSelectComboBox<String> symbols = new MultiSelectComboBox<>();
    final Select<UUID> key = new Select<>();
    final Select<String> timeframe = new Select<>();
    final BigDecimalField capital = new BigDecimalField();
    final BigDecimalField maxPosition = new BigDecimalField();
    final IntegerField maxTrades = new IntegerField();
    final IntegerField poll = new IntegerField();
    final StrategyChoice strategies;
    final BigDecimalField stopLoss = new BigDecimalField();
    final BigDecimalField takeProfit = new BigDecimalField();
    final BigDecimalField trailingStop = new BigDecimalField();
    final BigDecimalField dailyLoss = new BigDecimalField();
    final BigDecimalField maxDrawdown = new BigDecimalField();
    final IntegerField coolDownLosses = new IntegerField();
    final IntegerField coolDownMinutes = new IntegerField();
    final RadioButtonGroup<BotConfig.StopPolicy> stopPolicy = new RadioButtonGroup<>();

    /**
     * @param keys of exchanges, that the configuration may name
     */
    ConfigFields(Catalogue catalogue, List<Credential> keys) {
        this.catalogue = catalogue;
        strategies = new StrategyChoice(catalogue.strategies());
        market();
        key(keys);
        limits();
        add("strategies", strategies, BotConfig::strategies, strategies::describe);
        risk();
        stopPolicy.setItems(BotConfig.StopPolicy.values());
        stopPolicy.setItemLabelGenerator(policy -> texts.get("bots.stop-policy." + policy.word()));
        add(
                "stopPolicy",
                stopPolicy,
                BotConfig::stopPolicy,
                policy -> texts.get("bots.stop-policy." + policy.word()));
    }

    private void market() {
        data.setItems(catalogue.sets().stream().map(Catalogue.MarketSet::name).toList());
        data.setItemLabelGenerator(set ->
                texts.has("bots.market-set." + set) ? texts.get("bots.market-set." + set) : set);
        data.addValueChangeListener(change -> offerSymbols(change.getValue()));
        add("replay.data", data, config -> replay(config, BotConfig.Replay::data), set -> set);
        decimal(
                "replay.speed",
                speed,
                config -> replay(config, BotConfig.Replay::speed),
                "×",
                false);
        add(
                "symbols",
                symbols,
                config -> new LinkedHashSet<>(config.symbols()),
                chosen -> String.join(", ", chosen));
        timeframe.setItems("1m", "5m", "15m", "30m", "1h", "4h", "1d");
        add("timeframes", timeframe, config -> config.timeframes().getFirst(), frame -> frame);
    }

    private void key(List<Credential> keys) {
        key.setItems(keys.stream().map(one -> one.id().value()).toList());
        key.setEmptySelectionAllowed(true);
        key.setEmptySelectionCaption(texts.get("bots.key.none"));
        Function<@Nullable UUID, String> name = id -> name(keys, id);
        key.setItemLabelGenerator(name::apply);
        add("keyId", key, BotConfig::keyId, name::apply);
    }

    private String name(List<Credential> keys, @Nullable UUID id) {
        if (id == null) {
            return texts.get("bots.key.none");
        }
        return keys.stream()
                .filter(one -> one.id().value().equals(id))
                .findFirst()
                .map(one ->
                        texts.get(
                                "bots.key.name",
                                one.label(),
                                texts.get("secrets.service." + one.service().word()),
                                one.last4()))
                .orElseGet(() -> texts.get("bots.key.gone"));
    }

    private static <T> @Nullable T replay(BotConfig config, Function<BotConfig.Replay, T> part) {
        return config.replay() == null ? null : part.apply(config.replay());
    }

    private void offerSymbols(@Nullable String set) {
        Set<String> chosen = symbols.getValue();
        List<String> offered =
                Optional.ofNullable(set)
                        .flatMap(catalogue::set)
                        .map(found -> found.symbols().stream().map(Catalogue.Symbol::name).toList())
                        .orElse(List.of());
        symbols.setItems(offered);
        symbols.setValue(chosen.stream().filter(offered::contains).toList());
    }

    private void limits() {
        decimal("capital", capital, BotConfig::capital, "USD", false);
        decimal("maxPosition", maxPosition, BotConfig::maxPosition, "USD", false);
        whole("maxTradesPerDay", maxTrades, BotConfig::maxTradesPerDay, "");
        whole("pollSeconds", poll, BotConfig::pollSeconds, "s");
    }

    private void risk() {
        decimal("risk.stopLoss", stopLoss, config -> config.risk().stopLoss(), "%", true);
        decimal("risk.takeProfit", takeProfit, config -> config.risk().takeProfit(), "%", true);
        decimal(
                "risk.trailingStop",
                trailingStop,
                config -> config.risk().trailingStop(),
                "%",
                true);
        decimal("risk.dailyLoss", dailyLoss, config -> config.risk().dailyLoss(), "USD", false);
        decimal("risk.maxDrawdown", maxDrawdown, config -> config.risk().maxDrawdown(), "%", true);
        whole("risk.coolDownLosses", coolDownLosses, config -> config.risk().coolDownLosses(), "");
        whole(
                "risk.coolDownMinutes",
                coolDownMinutes,
                config -> config.risk().coolDownMinutes(),
                "min");
    }

    private void decimal(
            String path,
            BigDecimalField field,
            Function<BotConfig, @Nullable BigDecimal> saved,
            String unit,
            boolean ratio) {
        field.setLocale(formats.locale());
        field.setSuffixComponent(new Span(unit));
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addClassName("number");
        Function<BotConfig, @Nullable BigDecimal> read =
                config -> {
                    BigDecimal value = saved.apply(config);
                    return value == null || !ratio ? value : value.movePointRight(2);
                };
        String unitShown = unit.equals("×") ? unit : Formats.NBSP + unit;
        Setting<BigDecimal> setting =
                Setting.of(
                        path,
                        label(path),
                        field,
                        read::apply,
                        value -> formats.exact(value) + unitShown,
                        none());
        labelled(field, path, setting.sameIf(ConfigFields::sameNumber));
    }

    private static boolean sameNumber(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null) {
            return other == null;
        }
        return other != null && one.compareTo(other) == 0;
    }

    private void whole(
            String path,
            IntegerField field,
            Function<BotConfig, @Nullable Integer> saved,
            String unit) {
        if (!unit.isEmpty()) {
            field.setSuffixComponent(new Span(unit));
        }
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addClassName("number");
        add(
                path,
                field,
                saved::apply,
                value -> formats.count(value) + (unit.isEmpty() ? "" : Formats.NBSP + unit));
    }

    private <T> void add(
            String path,
            HasValue<?, T> input,
            Function<BotConfig, @Nullable T> saved,
            Function<T, String> shown) {
        labelled(input, path, Setting.of(path, label(path), input, saved, shown, none()));
    }

    private void labelled(HasValue<?, ?> input, String path, Setting<?> setting) {
        if (input instanceof com.vaadin.flow.component.HasLabel labelled) {
            labelled.setLabel(setting.label());
        }
        if (input instanceof com.vaadin.flow.component.Component component) {
            component.setId("config-" + path.replace('.', '-'));
        }
        settings.add(setting);
    }

    private String label(String path) {
        return texts.get("bots.field." + path);
    }

    private String none() {
        return texts.get("bots.none");
    }

    List<Setting<?>> settings() {
        return settings;
    }

    /** The setting that a fault's path names: itself, or the one that it is a part of. */
    Optional<Setting<?>> at(String path) {
        return settings.stream()
                .filter(setting ->
                        path.equals(setting.path())
                                || path.startsWith(setting.path() + "[")
                                || path.startsWith(setting.path() + "."))
                .findFirst();
    }

    void take(BotConfig config) {
        settings.forEach(setting -> setting.take(config));
    }

    void setReadOnly(boolean readOnly) {
        settings.forEach(setting -> setting.input().setReadOnly(readOnly));
    }

    /**
     * The configuration that the inputs spell, on top of {@code base} for what has no input; an
     * input left empty that must not be is answered as zero, which the check of a save then
     * refuses.
     */
    BotConfig spell(BotConfig base) {
        return new BotConfig(
                base.revision(),
                base.venue(),
                base.mode(),
                key.getValue(),
                List.copyOf(symbols.getValue()),
                timeframes(base),
                orZero(capital.getValue()),
                base.currency(),
                orZero(maxPosition.getValue()),
                orZero(maxTrades.getValue()),
                orZero(poll.getValue()),
                strategies.getValue(),
                new BotConfig.Risk(
                        ratio(stopLoss),
                        ratio(takeProfit),
                        ratio(trailingStop),
                        dailyLoss.getValue(),
                        ratio(maxDrawdown),
                        coolDownLosses.getValue(),
                        coolDownMinutes.getValue()),
                data.isEmpty()
                        ? base.replay()
                        : new BotConfig.Replay(data.getValue(), orZero(speed.getValue())),
                stopPolicy.getValue());
    }

    private List<String> timeframes(BotConfig base) {
        if (timeframe.getValue().equals(base.timeframes().getFirst())) {
            return base.timeframes();
        }
        return List.of(timeframe.getValue());
    }

    private static @Nullable BigDecimal ratio(BigDecimalField percent) {
        BigDecimal value = percent.getValue();
        return value == null ? null : value.movePointLeft(2);
    }

    private static BigDecimal orZero(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
