package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.time.Instant;
import java.util.List;

/** How many lines of each level came in each slice of time. */
@Tag("sath-histogram")
@JsModule("./sath-histogram.ts")
public final class LevelHistogram extends Component implements HasSize, HasStyle, HasAriaLabel {
    private static final long serialVersionUID = 1L;

    /** A slice of time that begins at {@code at} (UTC). */
    public record Slice(Instant at, long error, long warn, long other) {}

    public LevelHistogram() {
        getElement().setAttribute("role", "img");
    }

    /** Shows the slices, from old to new. */
    public void show(List<Slice> slices) {
        getElement()
                .callJsFunction(
                        "setSlices",
                        slices.stream()
                                .map(s ->
                                        new Bar(s.at().toString(), s.error(), s.warn(), s.other()))
                                .toList());
    }

    public Registration addSliceListener(ComponentEventListener<SliceEvent> listener) {
        return addListener(SliceEvent.class, listener);
    }

    private record Bar(String at, long error, long warn, long other) {}

    /** The person chose a slice. */
    @DomEvent("slice")
    public static final class SliceEvent extends ComponentEvent<LevelHistogram> {
        private static final long serialVersionUID = 1L;
        private final String at;

        public SliceEvent(
                LevelHistogram source,
                boolean fromClient,
                @EventData("event.detail.at") String at) {
            super(source, fromClient);
            this.at = at;
        }

        /** The slice's start, as it was given. */
        public String at() {
            return at;
        }
    }
}
