package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.masterdetaillayout.MasterDetailLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import io.sath.platform.admin.BulkActs;
import io.sath.platform.admin.Operations;
import io.sath.platform.orchestration.FleetActs;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.OperatorLayout;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Refresher;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * "Who needs me?": the bots of all tenants, those who need someone first, the machines they run on
 * and how the fleet as a whole is. The address names the bot that is open.
 */
@Route(value = "admin/fleet", layout = OperatorLayout.class)
@RolesAllowed("ADMIN")
@StyleSheet("assets/styles/operations.css")
class FleetOperationsView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final String PATH = "admin/fleet";
    private static final int MOST_TYPED = 100;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Operations operations;
    private final transient Caller caller;
    private final transient Refresher<FleetSnapshot> refresher;
    private final PageHeader header = new PageHeader(texts.get("admin.fleet"));
    private final FleetNotices notices;
    private final SummaryPanel summary = new SummaryPanel();
    private final WaitingPanel waiting = new WaitingPanel(this::open, this::listUnplaced);
    private final NodesPanel nodes;
    private final OrphansPanel orphans;
    private final FilterChips filters = new FilterChips(chosen -> list(true));
    private final TextField search = new TextField();
    private final BotGrid grid = new BotGrid(this::open);
    private final Div empty = new Div();
    private final Panel unread = new Panel();
    private final MasterDetailLayout halves = new MasterDetailLayout();
    private transient @Nullable FleetSnapshot fleet;
    private transient @Nullable BotDetail detail;
    private transient @Nullable BotId wanted;

    FleetOperationsView(
            FleetSource source,
            FleetActs acts,
            BulkActs bulk,
            Operations operations,
            CurrentCaller current) {
        this.operations = operations;
        caller = current.get();
        refresher =
                new Refresher<>(
                                this,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                () -> source.read(caller),
                                this::show)
                        .onFailure(failure -> showFailed());
        notices = new FleetNotices(acts, caller, refresher::hint);
        nodes = new NodesPanel(acts, caller, refresher::hint);
        orphans = new OrphansPanel(acts, caller, refresher::hint);
        header.actions(new BulkButtons(bulk, caller, refresher::hint));
        addClassNames("page", "fleet-page");
        unread.setVisible(false);
        add(header, notices, unread, summary, waiting, nodes, orphans, halves);
        halves.setMaster(list());
        halves.setMasterSize("280px", true);
        halves.setDetailSize("400px");
        halves.setOverlaySize("min(100%, 440px)");
        halves.setOverlayContainment(MasterDetailLayout.OverlayContainment.PAGE);
        halves.addClassName("fleet-halves");
        halves.addBackdropClickListener(click -> open(null));
        // Everywhere on the page: folding the rows takes the focus from the one that was opened.
        Shortcuts.addShortcutListener(this, () -> open(null), Key.ESCAPE);
    }

    private Panel list() {
        search.setPlaceholder(texts.get("admin.fleet.search"));
        search.setAriaLabel(texts.get("admin.fleet.search"));
        search.setPrefixComponent(Lucide.SEARCH.svg());
        search.setClearButtonVisible(true);
        search.setMaxLength(MOST_TYPED);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> list(true));
        search.getElement().setAttribute("data-key", "search");
        search.addClassName("fleet-search");
        Div tools = new Div(filters, search);
        tools.addClassName("fleet-tools");
        Panel list = new Panel();
        list.setAriaLabel(texts.get("admin.fleet.bots"));
        list.with(tools, grid, empty);
        return list;
    }

    private void show(FleetSnapshot fresh) {
        FleetSnapshot before = fleet;
        fleet = fresh;
        unread.setVisible(false);
        removeClassName("stale-fleet");
        header.note(
                fresh.health().sweptAt() == null
                        ? texts.get("admin.fleet.never-swept")
                        : texts.get(
                                "admin.fleet.swept",
                                formats.ago(Duration.between(fresh.health().sweptAt(), fresh.at())),
                                fresh.health().leader() == null ? "–" : fresh.health().leader(),
                                fresh.health().epoch()));
        notices.show(fresh.health());
        summary.show(fresh);
        waiting.show(fresh);
        nodes.show(fresh.nodes());
        orphans.show(fresh.orphans());
        filters.count(fresh.bots());
        list(before == null);
        if (wanted != null) {
            BotId bot = wanted;
            wanted = null;
            open(bot);
        } else if (detail != null) {
            BotDetail open = detail;
            fresh.bot(open.bot()).ifPresent(bot -> open.show(bot, fresh.at()));
        }
        if (before != null && fresh.needing() > before.needing()) {
            LiveRegion.say(texts.get("admin.fleet.more-needing", fresh.needing()));
        }
    }

    private void showFailed() {
        addClassName("stale-fleet");
        unread.show(
                EmptyState.failed(
                        texts.get("admin.fleet.unread"),
                        texts.get("admin.fleet.unread.what"),
                        new Button(texts.get("admin.fleet.again"), click -> refresher.hint())));
        unread.setVisible(true);
    }

    private void list(boolean anew) {
        FleetSnapshot now = fleet;
        if (now == null) {
            return;
        }
        FleetFilter filter = filters.chosen();
        List<BotRow> rows =
                now.bots().stream()
                        .filter(bot -> filter.holds(bot) && bot.matches(search.getValue()))
                        .map(bot -> BotRow.of(bot, now.at(), texts, formats))
                        .toList();
        if (anew) {
            grid.showAnew(rows);
        } else {
            grid.show(rows);
        }
        boolean none = grid.shown().isEmpty();
        grid.setVisible(!none);
        if (none != empty.getChildren().findAny().isPresent()) {
            empty.removeAll();
            if (none) {
                empty.add(nothing(now));
            }
        }
    }

    private EmptyState nothing(FleetSnapshot now) {
        if (now.bots().isEmpty()) {
            return new EmptyState(
                    Lucide.BOT,
                    texts.get("admin.fleet.empty"),
                    texts.get("admin.fleet.empty.what"));
        }
        Button all =
                new Button(
                        texts.get("admin.fleet.show-all"),
                        click -> {
                            search.clear();
                            filters.choose(FleetFilter.ALL);
                            list(true);
                        });
        boolean sought = !search.getValue().isBlank() || filters.chosen() != FleetFilter.NEEDS;
        return sought
                ? new EmptyState(
                        Lucide.SEARCH,
                        texts.get("admin.fleet.no-match"),
                        texts.get("admin.fleet.no-match.what"),
                        all)
                : new EmptyState(
                        Lucide.CIRCLE_CHECK,
                        texts.get("admin.fleet.nobody"),
                        texts.get("admin.fleet.nobody.what"),
                        all);
    }

    private void listUnplaced() {
        search.clear();
        filters.choose(FleetFilter.UNPLACED);
        list(true);
        filters.scrollIntoView();
    }

    private void open(@Nullable BotId bot) {
        FleetSnapshot now = fleet;
        if (now == null || (detail != null && detail.bot().equals(bot))) {
            return;
        }
        detail =
                bot == null
                        ? null
                        : now.bot(bot)
                                .map(found ->
                                        new BotDetail(
                                                operations,
                                                caller,
                                                found,
                                                () -> open(null),
                                                refresher::hint))
                                .orElse(null);
        if (detail != null) {
            now.bot(detail.bot()).ifPresent(found -> showDetail(found, now));
        }
        halves.setDetail(detail);
        grid.mark(detail == null ? null : detail.bot());
        String address = detail == null ? PATH : PATH + "/" + detail.bot().value();
        getUI().ifPresent(ui -> ui.getPage().getHistory().replaceState(null, address));
    }

    private void showDetail(FleetBot found, FleetSnapshot now) {
        if (detail != null) {
            detail.show(found, now.at());
        }
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String bot) {
        try {
            wanted = bot == null ? null : new BotId(bot);
        } catch (IllegalArgumentException e) {
            wanted = null;
        }
        refresher.now();
    }

    BotGrid grid() {
        return grid;
    }

    @Override
    public String getPageTitle() {
        return texts.get("admin.fleet") + " · SATH";
    }
}
