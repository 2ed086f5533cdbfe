package io.sath.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A console of log lines that keeps the last 10,000 in the browser, follows the newest until the
 * person scrolls up, and says how many were left out.
 *
 * <p>Lines reach the page as text nodes only. The server keeps none of them: hand each batch over
 * once, at most every 100 ms.
 */
@Tag("sath-log")
@JsModule("./sath-log.ts")
public final class LogConsole extends Component implements HasSize, HasStyle {
    private static final long serialVersionUID = 1L;

    /**
     * A line to show.
     *
     * @param id its own among the lines
     * @param at its time, already in the person's zone and language
     * @param ms the same in milliseconds since 1970 (UTC)
     * @param level {@code error}, {@code warn}, {@code info} or {@code debug}
     * @param source who said it, in the person's language
     * @param code a stable word, or empty
     * @param text what was said
     */
    public record Line(
            String id,
            String at,
            double ms,
            String level,
            String source,
            String code,
            String text) {}

    /**
     * @param label what a screen reader calls the console
     * @param empty what stands where there is no line
     */
    public LogConsole(String label, String empty) {
        addClassName("sath-log");
        Messages texts = Messages.current();
        call(
                "setTexts",
                Map.of(
                        "levels",
                        Map.of(
                                "error", texts.get("ui.log.level.error"),
                                "warn", texts.get("ui.log.level.warn"),
                                "info", texts.get("ui.log.level.info"),
                                "debug", texts.get("ui.log.level.debug")),
                        "resume",
                        texts.get("ui.log.follow"),
                        "paused",
                        texts.get("ui.log.paused"),
                        "fresh",
                        texts.get("ui.log.fresh", "{0}"),
                        "gap",
                        texts.get("ui.log.gap", "{0}"),
                        "empty",
                        empty,
                        "label",
                        label));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().setAttribute("locale", Formats.current().locale().toLanguageTag());
    }

    /** Adds lines, old to new; {@code dropped} were left out just before them. */
    public void append(List<Line> lines, long dropped) {
        call("addLines", lines, dropped);
    }

    /** Puts older lines, old to new, before those that are there. */
    public void prepend(List<Line> lines) {
        call("addOlder", lines);
    }

    public void clear() {
        call("clear");
    }

    /** Follows the newest line, or stays where it is. */
    public void follow(boolean on) {
        call("follow", on);
    }

    /** Marks where this text stands in the lines; empty marks nothing. */
    public void highlight(String text) {
        call("setHighlight", text);
    }

    public Registration addFollowListener(ComponentEventListener<FollowEvent> listener) {
        return addListener(FollowEvent.class, listener);
    }

    public Registration addLineListener(ComponentEventListener<LineEvent> listener) {
        return addListener(LineEvent.class, listener);
    }

    private void call(String function, Object... arguments) {
        getElement().callJsFunction(function, arguments);
    }

    /** The person scrolled up (it no longer follows) or went back to the newest line. */
    @DomEvent("follow")
    public static final class FollowEvent extends ComponentEvent<LogConsole> {
        private static final long serialVersionUID = 1L;
        private final boolean on;

        public FollowEvent(
                LogConsole source, boolean fromClient, @EventData("event.detail.on") boolean on) {
            super(source, fromClient);
            this.on = on;
        }

        public boolean isOn() {
            return on;
        }
    }

    /**
     * The person opened a line, or closed it. What it holds comes back from their own page: it is
     * for showing to them, and for nothing else.
     */
    @DomEvent("line")
    public static final class LineEvent extends ComponentEvent<LogConsole> {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable Line line;

        public LineEvent(
                LogConsole source,
                boolean fromClient,
                @EventData("event.detail.ms") @Nullable Double ms,
                @EventData("event.detail.level") @Nullable String level,
                @EventData("event.detail.source") @Nullable String who,
                @EventData("event.detail.code") @Nullable String code,
                @EventData("event.detail.text") @Nullable String text) {
            super(source, fromClient);
            line =
                    ms == null || level == null || who == null || code == null || text == null
                            ? null
                            : new Line("", "", ms, level, who, code, text);
        }

        /** The line that was opened; null where one was closed. */
        public @Nullable Line line() {
            return line;
        }
    }
}
