package io.sath.platform.journal.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import io.sath.platform.journal.JournalChanges;
import io.sath.platform.journal.Trades;
import io.sath.platform.journal.Trades.Filter;
import io.sath.platform.journal.Trades.Status;
import io.sath.platform.journal.Trades.Trade;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TenantListeners;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Live;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Segments;
import io.sath.platform.ui.SignedAmount;
import io.sath.platform.ui.SymbolName;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * "Was it a good trade?": every trade from flat to flat, newest first, and one in full beside it.
 * The address names the one that is open.
 */
@Route(value = "trades", layout = MainLayout.class)
@RolesAllowed("VIEWER")
@StyleSheet("assets/styles/trades.css")
class TradesView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final transient Trades trades;
    private final transient JournalChanges changes;
    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final TenantId tenant;
    private final Grid<Trade> grid = new Grid<>();
    private final MasterDetailLayout halves = new MasterDetailLayout();
    private final Button more = new Button(texts.get("journal.trades.more"));
    private final EmptyState empty;
    private final Panel list = new Panel();
    private transient @Nullable Status status;
    private transient @Nullable UUID open;
    private transient TenantListeners.@Nullable Subscription subscription;
    private int shown = PAGE;

    TradesView(Trades trades, JournalChanges changes, CurrentCaller current) {
        this.trades = trades;
        this.changes = changes;
        tenant = current.tenant();
        empty =
                new EmptyState(
                        Lucide.CHART_CANDLESTICK,
                        texts.get("journal.trades.empty"),
                        texts.get("journal.trades.empty.what"));
        addClassNames("page", "trades-page");
        add(new PageHeader(texts.get("journal.trades")), halves);
        columns();
        list.setAriaLabel(texts.get("journal.trades"));
        list.with(filters(), grid, empty, more);
        more.addClickListener(click -> {
            shown = Math.min(MOST, shown + PAGE);
            read();
        });
        halves.setMaster(list);
        halves.addClassName("trades-halves");
        halves.addBackdropClickListener(click -> show(null));
        halves.addDetailEscapePressListener(press -> show(null));
    }

    private Component filters() {
        List<Status> all = new ArrayList<>(List.of(Status.OPEN, Status.CLOSED, Status.FAILED));
        List<String> words = new ArrayList<>();
        words.add("all");
        all.forEach(one -> words.add(one.word()));
        Segments<String> segments =
                new Segments<>(
                        texts.get("journal.trades.which"),
                        words,
                        word -> texts.get("journal.trades." + word),
                        word -> {
                            status = word.equals("all") ? null : all.get(words.indexOf(word) - 1);
                            shown = PAGE;
                            read();
                        });
        segments.choose("all");
        return segments;
    }

    private void columns() {
        grid.setId("trades-grid");
        grid.setAllRowsVisible(true);
        grid.addThemeNames("no-border", "no-row-borders");
        grid.addComponentColumn(trade -> new SymbolName(trade.symbol(), trade.currency()))
                .setHeader(texts.get("journal.symbol"))
                .setAutoWidth(true);
        grid.addColumn(trade -> strategy(trade))
                .setHeader(texts.get("journal.strategy"))
                .setAutoWidth(true);
        grid.addColumn(trade -> formats.dateTime(trade.openedAt()))
                .setHeader(texts.get("journal.opened"))
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true);
        grid.addComponentColumn(this::way)
                .setHeader(texts.get("journal.way"))
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true);
        grid.addColumn(trade -> reason(trade))
                .setHeader(texts.get("journal.reason"))
                .setFlexGrow(1);
        grid.addComponentColumn(TradesView::result)
                .setHeader(texts.get("journal.result"))
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true);
        grid.addItemClickListener(click -> show(click.getItem().id()));
        grid.addSelectionListener(choice ->
                choice.getFirstSelectedItem()
                        .filter(trade -> choice.isFromClient())
                        .ifPresent(trade -> show(trade.id())));
    }

    private String strategy(Trade trade) {
        if (trade.strategy() == null) {
            return "–";
        }
        String key = "journal.strategy." + trade.strategy();
        return texts.has(key) ? texts.get(key) : trade.strategy();
    }

    private String reason(Trade trade) {
        String said = trade.exitReason(formats.locale());
        return said == null ? "–" : said;
    }

    private Component way(Trade trade) {
        Span entry = new Span(price(trade.entryPrice()));
        Span arrow = new Span(" → ");
        Component exit =
                switch (trade.status()) {
                    case OPEN -> new Chip(texts.get("journal.trades.is-open"));
                    case CLOSED -> new Span(price(trade.exitPrice()));
                    case FAILED -> new Chip(texts.get("journal.trades.is-failed"));
                };
        Div way = new Div(entry, arrow, exit);
        way.addClassName("way");
        return way;
    }

    private String price(@Nullable BigDecimal price) {
        return price == null ? "–" : formats.price(price, new BigDecimal("0.01"));
    }

    private static Component result(Trade trade) {
        return trade.pnl() == null ? new Span("–") : SignedAmount.of(trade.pnl(), "");
    }

    private void read() {
        Page<Trade> page = page(shown);
        grid.setItems(page.items());
        boolean none = page.items().isEmpty();
        grid.setVisible(!none);
        empty.setVisible(none);
        more.setVisible(page.nextCursor() != null && shown < MOST);
        if (open != null) {
            show(open);
        }
    }

    /** The newest so many, read in pieces of at most 200. */
    private Page<Trade> page(int count) {
        Filter filter = new Filter(null, status, null, null);
        List<Trade> all = new ArrayList<>();
        String cursor = null;
        do {
            int piece = Math.min(PageRequest.MAX_LIMIT, count - all.size());
            Page<Trade> page = trades.page(tenant, filter, new PageRequest(piece, cursor, false));
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && all.size() < count);
        return new Page<>(all, cursor);
    }

    private void show(@Nullable UUID trade) {
        boolean sameAsAddress = java.util.Objects.equals(trade, open);
        open = trade;
        halves.setDetail(
                trade == null
                        ? null
                        : trades.find(tenant, trade)
                                .map(found ->
                                        new TradeDetail(
                                                found,
                                                trades.fillsOf(tenant, trade),
                                                () -> show(null)))
                                .orElse(null));
        if (!sameAsAddress) {
            UI.getCurrent()
                    .getPage()
                    .getHistory()
                    .replaceState(null, trade == null ? "trades" : "trades/" + trade);
        }
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String trade) {
        try {
            open = trade == null ? null : UUID.fromString(trade);
        } catch (IllegalArgumentException e) {
            open = null;
        }
        read();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        UI ui = attach.getUI();
        subscription = changes.subscribe(tenant, () -> Live.update(ui, this::read));
    }

    @Override
    protected void onDetach(DetachEvent detach) {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    @Override
    public String getPageTitle() {
        return texts.get("journal.trades") + " · SATH";
    }
}
