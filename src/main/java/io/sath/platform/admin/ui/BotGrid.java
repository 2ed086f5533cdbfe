package io.sath.platform.admin.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.sath.platform.shared.BotId;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bots in rows, drawn by the browser, so that a thousand of them cost no more than those in
 * sight. Where it is narrow, as on a phone or beside an open bot, each is one cell of a few lines.
 */
class BotGrid extends Grid<BotRow> {
    private static final long serialVersionUID = 1L;
    private static final int SHORT = 30;

    /** Tells when the room for the grid changes between wide and narrow. */
    private static final String WATCH =
            """
            let narrow;
            new ResizeObserver(([entry]) => {
              const now = entry.contentRect.width < 900;
              if (entry.contentRect.width > 0 && now !== narrow) {
                narrow = now;
                this.$server.narrow(now);
              }
            }).observe(this.parentElement);
            """;

    private static final String PILL =
            "<span class=\"pill ${item.tone}\">${item.icon"
                    + " ? html`<vaadin-icon src=\""
                    + Lucide.SPRITE
                    + "\" symbol=\"${item.icon}\" aria-hidden=\"true\"></vaadin-icon>`"
                    + " : html`<span class=\"dot\"></span>`}"
                    + "<span class=\"word\">${item.state}</span></span>";
    private static final String MODE =
            "<span class=\"mode-badge ${item.live ? 'live' : 'paper'}\">"
                    + "<span class=\"word\">${item.mode}</span></span>";
    private static final String WHY =
            "<span class=\"bot-why\"><span>${item.reason}</span>"
                    + "<span class=\"caption\">${item.next}</span></span>";

    private final transient Messages texts = Messages.current();
    private final transient Rows rows = new Rows(new ArrayList<>());
    private final transient Column<BotRow> card;
    private boolean held;

    BotGrid(Consumer<BotId> open) {
        setId("fleet-grid");
        addThemeNames("no-border", "wrap-cell-content");
        getElement().setAttribute("aria-label", texts.get("admin.fleet.bots"));
        wideColumns();
        card = addColumn(card()).setHeader(texts.get("admin.fleet.bots")).setFlexGrow(1);
        card.setVisible(false);
        setDataProvider(rows);
        addItemClickListener(click -> open.accept(click.getItem().id()));
        addSelectionListener(choice ->
                choice.getFirstSelectedItem()
                        .filter(row -> choice.isFromClient())
                        .ifPresent(row -> open.accept(row.id())));
        getElement().addEventListener("mouseenter", entered -> held = true);
        getElement().addEventListener("mouseleave", left -> held = false);
    }

    private static final class Rows extends ListDataProvider<BotRow> {
        private static final long serialVersionUID = 1L;

        Rows(List<BotRow> items) {
            super(items);
        }

        List<BotRow> list() {
            return (List<BotRow>) getItems();
        }

        @Override
        public Object getId(BotRow row) {
            return row.id();
        }
    }

    private void wideColumns() {
        addColumn(
                        lit(
                                "<span class=\"two-lines\"><span class=\"strong\">${item.tenant}</span>"
                                        + "<span>${item.plan}</span></span>"))
                .setHeader(texts.get("admin.fleet.tenant"))
                .setWidth("140px")
                .setFlexGrow(1);
        addColumn(lit(PILL))
                .setHeader(texts.get("admin.fleet.state"))
                .setWidth("152px")
                .setFlexGrow(0);
        addColumn(lit(WHY))
                .setHeader(texts.get("admin.fleet.reason"))
                .setWidth("200px")
                .setFlexGrow(4);
        addColumn(lit(MODE))
                .setHeader(texts.get("admin.fleet.mode"))
                .setWidth("112px")
                .setFlexGrow(0);
        addColumn(
                        lit(
                                "<span class=\"two-lines mono\"><span>${item.node}</span>"
                                        + "<span>${item.program}</span></span>"))
                .setHeader(texts.get("admin.fleet.where"))
                .setWidth("122px")
                .setFlexGrow(0);
        number("<span class=\"${item.silent ? 'overdue' : ''}\">${item.beat}</span>", "beat", 92);
        number(
                "<span class=\"two-lines\"><span>${item.since}</span>"
                        + "<span>${item.restarts}</span></span>",
                "when",
                138);
    }

    private void number(String template, String name, int width) {
        addColumn(lit(template))
                .setHeader(texts.get("admin.fleet." + name))
                .setTextAlign(ColumnTextAlign.END)
                .setWidth(width + "px")
                .setFlexGrow(0);
    }

    private static LitRenderer<BotRow> card() {
        return lit(
                "<div class=\"bot-card\"><div class=\"bot-card-head\"><span class=\"strong\">${item.tenant}</span>"
                        + PILL
                        + "</div>"
                        + WHY
                        + "<div class=\"bot-card-foot\">"
                        + MODE
                        + "<span>${item.plan}</span><span class=\"mono\">${item.node}</span>"
                        + "<span class=\"${item.silent ? 'overdue' : ''}\">${item.beat}</span></div></div>");
    }

    private static LitRenderer<BotRow> lit(String template) {
        return LitRenderer.<BotRow>of(template)
                .withProperty("tenant", BotRow::tenant)
                .withProperty("plan", BotRow::plan)
                .withProperty("tone", BotRow::tone)
                .withProperty("icon", BotRow::icon)
                .withProperty("state", BotRow::state)
                .withProperty("reason", BotRow::reason)
                .withProperty("next", BotRow::next)
                .withProperty("live", BotRow::live)
                .withProperty("mode", BotRow::mode)
                .withProperty("node", BotRow::node)
                .withProperty("since", BotRow::since)
                .withProperty("restarts", BotRow::restarts)
                .withProperty("beat", BotRow::beat)
                .withProperty("silent", BotRow::silent)
                .withProperty("program", BotRow::program);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        getElement().executeJs(WATCH);
    }

    /** The page became narrow, or wide again. */
    @ClientCallable
    void narrow(boolean is) {
        if (card.isVisible() != is) {
            getColumns().forEach(column -> column.setVisible(column.equals(card) == is));
        }
        setClassName("narrow", is);
    }

    /** Shows these; rows keep their place while a person points at them. */
    void show(List<BotRow> fresh) {
        put(RowOrder.of(rows.list(), fresh, held));
    }

    /** Shows these in their own order, as a person asked for by another filter. */
    void showAnew(List<BotRow> fresh) {
        put(fresh);
    }

    private void put(List<BotRow> next) {
        List<BotRow> before = List.copyOf(rows.list());
        boolean sameRows =
                before.stream()
                        .map(BotRow::id)
                        .toList()
                        .equals(next.stream().map(BotRow::id).toList());
        rows.list().clear();
        rows.list().addAll(next);
        if (!sameRows) {
            setAllRowsVisible(next.size() <= SHORT);
            rows.refreshAll();
            return;
        }
        for (int i = 0; i < next.size(); i++) {
            if (!next.get(i).equals(before.get(i))) {
                rows.refreshItem(next.get(i));
            }
        }
    }

    /** Marks the one that is open beside. */
    void mark(@Nullable BotId open) {
        deselectAll();
        rows.list().stream()
                .filter(row -> row.id().equals(open))
                .findFirst()
                .ifPresent(this::select);
    }

    /** What it shows, in its order. */
    List<BotRow> shown() {
        return List.copyOf(rows.list());
    }
}
