package io.sath.platform.logs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogLine;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.logs.Logs;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Live;
import io.sath.platform.ui.LogConsole;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Refresher;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bot says, as it says it: filtered, searched, paused, looked back at, downloaded. */
@Route(value = "logs", layout = MainLayout.class)
@RolesAllowed("VIEWER")
@StyleSheet("assets/styles/logs.css")
class LiveLogView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_LINES = 500;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient LogFeed feed;
    private final transient Logs logs;
    private final transient TenantId tenant;
    private final transient LogLines lines = new LogLines(formats, texts);
    private final int days;
    private final PageHeader header = new PageHeader(texts.get("logs.page"));
    private final LogConsole console =
            new LogConsole(texts.get("logs.page"), texts.get("logs.empty"));
    private final TextField search = new TextField();
    private final CheckboxGroup<LogLine.Level> levels = new CheckboxGroup<>();
    private final Select<LogLine.Source> source = new Select<>();
    private final Button pause = new Button();
    private final Button older = new Button(texts.get("logs.older"), Lucide.ARROW_UP.svg());
    private final LineDetail detail = new LineDetail();
    private transient LogRate rate = new LogRate();
    private volatile LogQuery query = LogQuery.ALL;
    private transient LogFeed.@Nullable Subscription subscription;
    private @Nullable String oldest;

    /** Which filter is shown; what came for a former one is of no use. */
    private int asking;

    private boolean following = true;

    LiveLogView(LogFeed feed, Logs logs, Entitlements entitlements, CurrentCaller caller) {
        this.feed = feed;
        this.logs = logs;
        tenant = caller.tenant();
        days = entitlements.of(tenant).limits().logDays();
        addClassNames("page", "log-page");
        Div body = new Div(console, detail);
        body.addClassName("log-body");
        add(head(), tools(), body);
        console.addFollowListener(event -> showFollowing(event.isOn()));
        console.addLineListener(event -> detail.show(event.line()));
        showFollowing(true);
        tell();
        new Refresher<>(
                this, Duration.ofSeconds(1), Duration.ofSeconds(1), () -> true, on -> tick());
    }

    @Override
    public String getPageTitle() {
        return texts.get("logs.page") + " · SATH";
    }

    private Component head() {
        Anchor download =
                new Anchor(
                        new LogDownload(
                                logs,
                                tenant,
                                () -> query,
                                formats.locale(),
                                texts.get("logs.download.more")),
                        "");
        download.addClassName("button-link");
        download.getElement().setAttribute("download", true);
        download.add(
                Lucide.DOWNLOAD.svg(),
                new com.vaadin.flow.component.html.Span(texts.get("logs.download")));
        pause.addClickListener(click -> console.follow(!following));
        pause.setId("log-pause");
        return header.actions(pause, download);
    }

    private Component tools() {
        search.setPlaceholder(texts.get("logs.search"));
        search.setAriaLabel(texts.get("logs.search"));
        search.setPrefixComponent(Lucide.SEARCH.svg());
        search.setClearButtonVisible(true);
        search.setMaxLength(LogQuery.MAX_TEXT);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(400);
        search.getElement().setAttribute("data-key", "search");
        search.addValueChangeListener(event -> ask());
        levels.setItems(
                LogLine.Level.ERROR, LogLine.Level.WARN, LogLine.Level.INFO, LogLine.Level.DEBUG);
        levels.setItemLabelGenerator(level -> texts.get("logs.level." + level.word()));
        levels.setValue(EnumSet.allOf(LogLine.Level.class));
        levels.setAriaLabel(texts.get("logs.levels"));
        levels.addClassName("levels");
        levels.addValueChangeListener(event -> ask());
        source.setItems(LogLine.Source.values());
        source.setEmptySelectionAllowed(true);
        source.setEmptySelectionCaption(texts.get("logs.source.all"));
        source.setItemLabelGenerator(one ->
                one == null
                        ? texts.get("logs.source.all")
                        : texts.get("logs.source." + one.word()));
        source.setAriaLabel(texts.get("logs.detail.source"));
        source.addValueChangeListener(event -> ask());
        older.addClickListener(click -> showOlder());
        Div tools = new Div(search, levels, source, older);
        tools.addClassName("log-tools");
        return tools;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        subscribe(event.getUI());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unsubscribe();
    }

    /** Another filter: the console begins anew. */
    private void ask() {
        Set<LogLine.Level> wanted = levels.getValue();
        LogLine.Source one = source.getValue();
        query =
                new LogQuery(
                        wanted.size() == LogLine.Level.values().length ? Set.of() : wanted,
                        one == null ? Set.of() : Set.of(one),
                        search.getValue(),
                        null,
                        null);
        console.clear();
        console.highlight(search.getValue().strip());
        detail.show(null);
        oldest = null;
        older.setVisible(true);
        rate = new LogRate();
        getUI().ifPresent(this::subscribe);
        console.follow(true);
    }

    private void subscribe(UI ui) {
        unsubscribe();
        int asked = ++asking;
        subscription =
                feed.subscribe(
                        tenant,
                        query,
                        LogFeed.Start.tail(FIRST_LINES),
                        delivery -> {
                            List<LogConsole.Line> shown =
                                    delivery.lines().stream().map(lines::shown).toList();
                            Live.update(ui, () -> show(asked, delivery, shown));
                        });
    }

    private void unsubscribe() {
        LogFeed.Subscription ended = subscription;
        subscription = null;
        if (ended != null) {
            ended.close();
        }
    }

    private void show(int asked, LogFeed.Delivery delivery, List<LogConsole.Line> shown) {
        if (asked != asking || delivery.isEmpty()) {
            return;
        }
        if (oldest == null && !delivery.lines().isEmpty()) {
            oldest = delivery.lines().getFirst().cursor();
        } else {
            rate.count(shown.size(), delivery.dropped());
        }
        console.append(shown, delivery.dropped());
    }

    private void showOlder() {
        Page<LogLine> page =
                logs.page(tenant, query, new PageRequest(PageRequest.MAX_LIMIT, oldest, false));
        console.follow(false);
        console.prepend(page.items().reversed().stream().map(lines::shown).toList());
        oldest = page.nextCursor();
        older.setVisible(oldest != null);
    }

    private void showFollowing(boolean on) {
        following = on;
        pause.setText(texts.get(on ? "logs.pause" : "ui.log.follow"));
        pause.setIcon((on ? Lucide.CIRCLE_PAUSE : Lucide.ARROW_DOWN).svg());
    }

    private void tick() {
        rate.tick();
        tell();
    }

    private void tell() {
        header.note(
                texts.get(
                        "logs.note",
                        formats.count(rate.perSecond()),
                        formats.count(rate.dropped()),
                        days));
    }
}
