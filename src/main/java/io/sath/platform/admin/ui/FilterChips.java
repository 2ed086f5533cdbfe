package io.sath.platform.admin.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The kinds of bots with how many there are of each; one of them is chosen. */
final class FilterChips extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Map<FleetFilter, NativeButton> buttons =
            new EnumMap<>(FleetFilter.class);
    private final transient Map<FleetFilter, Span> counts = new EnumMap<>(FleetFilter.class);
    private FleetFilter chosen = FleetFilter.ALL;

    FilterChips(Consumer<FleetFilter> listener) {
        Messages texts = Messages.current();
        addClassName("filter-chips");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", texts.get("admin.fleet.filter"));
        for (FleetFilter filter : FleetFilter.values()) {
            Span count = new Span();
            count.addClassName("count");
            NativeButton button = new NativeButton();
            button.add(filter.icon().svg(), new Span(texts.get(filter.textKey())), count);
            button.addClickListener(click -> {
                choose(filter);
                listener.accept(filter);
            });
            button.setId("filter-" + filter.textKey().substring("admin.filter.".length()));
            buttons.put(filter, button);
            counts.put(filter, count);
            add(button);
        }
        choose(FleetFilter.ALL);
    }

    FleetFilter chosen() {
        return chosen;
    }

    void choose(FleetFilter filter) {
        chosen = filter;
        buttons.forEach((each, button) ->
                button.getElement().setAttribute("aria-pressed", String.valueOf(each == filter)));
    }

    void count(List<FleetBot> bots) {
        Formats formats = Formats.current();
        buttons.forEach((filter, button) -> {
            long count = bots.stream().filter(filter::holds).count();
            Objects.requireNonNull(counts.get(filter)).setText(formats.count(count));
            button.setVisible(count > 0 || filter.always() || filter == chosen);
            button.setClassName("pressing", filter == FleetFilter.NEEDS && count > 0);
        });
    }
}
