package io.sath.platform.bots.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Catalogue;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which strategies run, each with its parameters as chips and a dialog to change them. */
class StrategyChoice extends CustomField<List<BotConfig.Strategy>> {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Map<String, Row> rows = new LinkedHashMap<>();

    StrategyChoice(List<Catalogue.Strategy> known) {
        super(List.of());
        addClassName("strategies");
        for (Catalogue.Strategy strategy : known) {
            Row row = new Row(strategy);
            rows.put(strategy.name(), row);
            add(row.line);
        }
    }

    /** One strategy: switched on or off, and its parameters as they are now. */
    private final class Row {
        final Catalogue.Strategy strategy;
        final Map<String, String> params = new LinkedHashMap<>();
        final Checkbox on = new Checkbox();
        final Div chips = new Div();
        final Div line = new Div();

        Row(Catalogue.Strategy strategy) {
            this.strategy = strategy;
            Span name = new Span(name(strategy.name()));
            name.addClassName("name");
            Paragraph what = new Paragraph(texts.get("bots.strategy." + strategy.name() + ".what"));
            Div words = new Div(name, what);
            words.addClassName("words");
            on.setAriaLabel(name(strategy.name()));
            on.setId("strategy-" + strategy.name());
            on.addValueChangeListener(change -> changed());
            chips.addClassName("chips");
            Button adjust = new Button(texts.get("bots.strategy.adjust"), click -> adjust());
            adjust.addThemeVariants(ButtonVariant.TERTIARY);
            adjust.setAriaLabel(texts.get("bots.strategy.adjust-one", name(strategy.name())));
            adjust.setVisible(!strategy.params().isEmpty());
            line.addClassName("strategy");
            line.add(on, words, chips, adjust);
            presets();
        }

        void presets() {
            params.clear();
            strategy.params().forEach(param -> params.put(param.name(), param.preset()));
            draw();
        }

        void take(Map<String, String> given) {
            presets();
            params.putAll(given);
            draw();
        }

        void draw() {
            chips.removeAll();
            strategy.params().stream()
                    .limit(3)
                    .forEach(param -> {
                        chips.add(
                                new Chip(
                                        param(param.name())
                                                + " "
                                                + params.getOrDefault(param.name(), "")));
                    });
        }

        void adjust() {
            new StrategyDialog(
                            strategy,
                            params,
                            given -> {
                                take(given);
                                on.setValue(true);
                                changed();
                            })
                    .open();
        }
    }

    private void changed() {
        updateValue();
    }

    private String name(String strategy) {
        String key = "bots.strategy." + strategy;
        return texts.has(key) ? texts.get(key) : strategy;
    }

    private String param(String param) {
        String key = "bots.param." + param;
        return texts.has(key) ? texts.get(key) : param;
    }

    @Override
    protected List<BotConfig.Strategy> generateModelValue() {
        List<BotConfig.Strategy> chosen = new ArrayList<>();
        rows.values().stream()
                .filter(row -> row.on.getValue())
                .forEach(
                        row -> chosen.add(new BotConfig.Strategy(row.strategy.name(), row.params)));
        return List.copyOf(chosen);
    }

    @Override
    protected void setPresentationValue(List<BotConfig.Strategy> chosen) {
        for (Row row : rows.values()) {
            BotConfig.Strategy given =
                    chosen.stream()
                            .filter(strategy -> strategy.name().equals(row.strategy.name()))
                            .findFirst()
                            .orElse(null);
            row.take(given == null ? Map.of() : given.params());
            row.on.setValue(given != null);
        }
    }

    /**
     * A saved choice with every parameter spelt out, so that a left-out preset is no difference.
     */
    List<BotConfig.Strategy> complete(List<BotConfig.Strategy> saved) {
        return saved.stream()
                .map(strategy -> {
                    Row row = rows.get(strategy.name());
                    if (row == null) {
                        return strategy;
                    }
                    Map<String, String> all = new LinkedHashMap<>();
                    row.strategy.params().forEach(param -> all.put(param.name(), param.preset()));
                    all.putAll(strategy.params());
                    return new BotConfig.Strategy(strategy.name(), all);
                })
                .toList();
    }

    String describe(List<BotConfig.Strategy> chosen) {
        return chosen.isEmpty()
                ? texts.get("bots.none")
                : String.join(", ", chosen.stream().map(one -> name(one.name())).toList());
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        rows.values().forEach(row -> row.line.setEnabled(!readOnly));
    }
}
