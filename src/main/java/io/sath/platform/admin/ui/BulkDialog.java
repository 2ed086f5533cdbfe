package io.sath.platform.admin.ui;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.sath.platform.ui.Messages;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Asks before something is done to many bots: in which way, and their number, typed.
 *
 * @param <C> the ways in which it can be done
 */
final class BulkDialog<C> extends TypedCountDialog {
    private static final long serialVersionUID = 1L;

    /**
     * @param name of the texts
     * @param reach how many bots a way reaches
     */
    BulkDialog(
            String name,
            List<C> ways,
            Function<C, String> words,
            ToIntFunction<C> reach,
            Consumer<C> confirmed) {
        Messages texts = Messages.current();
        RadioButtonGroup<C> way = new RadioButtonGroup<>();
        super(
                texts.get("admin.bulk." + name),
                texts.get("admin.bulk." + name + ".what"),
                confirm(texts, name, reach.applyAsInt(ways.getFirst())),
                reach.applyAsInt(ways.getFirst()),
                () -> confirmed.accept(Objects.requireNonNull(way.getValue())));
        way.setLabel(texts.get("admin.bulk." + name + ".way"));
        way.setItems(ways);
        way.setItemLabelGenerator(words::apply);
        way.setValue(ways.getFirst());
        way.addValueChangeListener(change -> {
            int now = reach.applyAsInt(Objects.requireNonNull(change.getValue()));
            reach(now, confirm(texts, name, now));
        });
        way.addClassName("dialog-choice");
        choice(way);
    }

    private static String confirm(Messages texts, String name, int count) {
        return texts.get("admin.bulk." + name + ".confirm", count);
    }
}
