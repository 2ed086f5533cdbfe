package io.sath.platform.ui;

import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** One of a few, chosen at a touch. */
public final class Segments<T> extends Tabs {
    private static final long serialVersionUID = 1L;

    private final transient Map<Tab, T> values = new LinkedHashMap<>();

    /**
     * @param label what a screen reader calls the choice
     * @param chosen called when the person chooses another one
     */
    public Segments(
            String label, Iterable<T> options, Function<T, String> name, Consumer<T> chosen) {
        addClassName("segments");
        setAutoselect(false);
        getElement().setAttribute("aria-label", label);
        for (T option : options) {
            Tab tab = new Tab(name.apply(option));
            values.put(tab, option);
            add(tab);
        }
        addSelectedChangeListener(event -> {
            T value = values.get(event.getSelectedTab());
            if (event.isFromClient() && value != null) {
                chosen.accept(value);
            }
        });
    }

    /** Shows this one as chosen. */
    public void choose(T option) {
        values.forEach((tab, value) -> {
            if (value.equals(option)) {
                setSelectedTab(tab);
            }
        });
    }
}
