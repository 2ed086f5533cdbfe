package io.sath.platform.bots.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.bots.Catalogue;
import io.sath.platform.bots.Catalogue.Parameter.Kind;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one strategy; a number out of its bounds keeps the dialog open and says why.
 */
class StrategyDialog extends Dialog {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Catalogue.Strategy strategy;
    private final transient Map<String, AbstractField<?, String>> inputs = new LinkedHashMap<>();

    StrategyDialog(
            Catalogue.Strategy strategy,
            Map<String, String> params,
            Consumer<Map<String, String>> accept) {
        this.strategy = strategy;
        setHeaderTitle(texts.get("bots.strategy." + strategy.name()));
        Div fields = new Div();
        fields.addClassName("field-grid");
        for (Catalogue.Parameter param : strategy.params()) {
            AbstractField<?, String> input = input(param);
            input.setValue(shown(param, params.getOrDefault(param.name(), param.preset())));
            inputs.put(param.name(), input);
            fields.add((Component) input);
        }
        add(fields);
        Button cancel = new Button(texts.get("ui.back"), click -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button presets = new Button(texts.get("bots.strategy.presets"), click -> presets());
        presets.addThemeVariants(ButtonVariant.TERTIARY);
        Button take =
                new Button(
                        texts.get("bots.strategy.take"),
                        click -> {
                            Map<String, String> given = read();
                            if (given != null) {
                                close();
                                accept.accept(given);
                            }
                        });
        take.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(presets, cancel, take);
    }

    private void presets() {
        for (Catalogue.Parameter param : strategy.params()) {
            field(param).setValue(shown(param, param.preset()));
        }
    }

    private AbstractField<?, String> field(Catalogue.Parameter param) {
        return Objects.requireNonNull(inputs.get(param.name()), param.name());
    }

    private AbstractField<?, String> input(Catalogue.Parameter param) {
        String key = "bots.param." + param.name();
        String label = texts.has(key) ? texts.get(key) : param.name();
        if (param.kind() == Kind.CHOICE) {
            Select<String> choice = new Select<>();
            choice.setLabel(label);
            choice.setItems(param.options());
            return choice;
        }
        TextField number = new TextField(label);
        number.addClassName("number");
        number.setHelperText(bounds(param));
        return number;
    }

    private String bounds(Catalogue.Parameter param) {
        if (param.min() != null && param.max() != null) {
            return texts.get(
                    "bots.param.between", formats.exact(param.min()), formats.exact(param.max()));
        }
        return param.min() == null ? "" : texts.get("bots.param.from", formats.exact(param.min()));
    }

    private String shown(Catalogue.Parameter param, String value) {
        return param.kind() == Kind.CHOICE ? value : formats.exact(new BigDecimal(value));
    }

    private @Nullable Map<String, String> read() {
        Map<String, String> given = new LinkedHashMap<>();
        boolean right = true;
        for (Catalogue.Parameter param : strategy.params()) {
            AbstractField<?, String> input = field(param);
            if (param.kind() == Kind.CHOICE) {
                given.put(param.name(), input.getValue());
            } else if (input instanceof TextField number) {
                BigDecimal value = formats.parse(number.getValue());
                boolean fits = value != null && fits(param, value);
                number.setErrorMessage(texts.get("bots.param.wrong", bounds(param)));
                number.setInvalid(!fits);
                right &= fits;
                given.put(param.name(), value == null ? "" : value.toPlainString());
            }
        }
        return right ? given : null;
    }

    private static boolean fits(Catalogue.Parameter param, BigDecimal value) {
        boolean whole = param.kind() != Kind.WHOLE || value.stripTrailingZeros().scale() <= 0;
        boolean aboveMin = param.min() == null || value.compareTo(param.min()) >= 0;
        boolean belowMax = param.max() == null || value.compareTo(param.max()) <= 0;
        return whole && aboveMin && belowMax;
    }
}
