package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.ui.StateLook;
import io.sath.platform.dashboard.BotHints;
import io.sath.platform.dashboard.FirstSteps;
import io.sath.platform.dashboard.ui.BotActions.Act;
import io.sath.platform.dashboard.ui.Overview.Account;
import io.sath.platform.dashboard.ui.Overview.Moment;
import io.sath.platform.journal.JournalChanges;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.Text;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.Refresher;
import io.sath.platform.ui.Tone;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overview: leave it alone, or step in? */
@Route(value = "", layout = MainLayout.class)
@RolesAllowed("VIEWER")
@StyleSheet("assets/styles/dashboard.css")
class DashboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final Duration SILENT = Duration.ofSeconds(30);

    private final transient Messages texts = Messages.current();
    private final transient Caller caller;
    private final transient FirstSteps steps;
    private final transient BotActions actions;
    private final transient JournalChanges changes;
    private final transient BotHints hints;
    private final Div notices = new Div();
    private final Div content = new Div();
    private final AccountPanel account;
    private final ResultPanel result = new ResultPanel();
    private final PositionsPanel positions = new PositionsPanel();
    private final DecisionsPanel decisions = new DecisionsPanel();
    private final BrakesPanel brakes = new BrakesPanel();
    private final PlanPanel plan;
    private final Button halt;
    private final transient Refresher<Moment> moments;
    private final transient Refresher<Account> accounts;
    private final transient List<AutoCloseable> subscriptions = new ArrayList<>();
    private volatile Range range = Range.ALL;
    private transient BotConfig config;
    private @Nullable Text shownReason;
    private @Nullable State shownState;

    DashboardView(
            Overview overview,
            FirstSteps steps,
            BotActions actions,
            JournalChanges changes,
            BotHints hints,
            CurrentCaller current) {
        this.steps = steps;
        this.actions = actions;
        this.changes = changes;
        this.hints = hints;
        caller = current.get();
        addClassNames("page", "dashboard");
        Account first = overview.account(caller.tenantId(), range);
        config = first.config();
        account = new AccountPanel(range, this::choose);
        plan = new PlanPanel(first.plan().planName());
        halt = new Button(texts.get("dashboard.act.halt"), Lucide.OCTAGON_PAUSE.svg());
        halt.addClickListener(click -> actions.askHalt(caller, status -> {}));
        halt.addClassNames("halt-button", "phone-only");
        H1 title = new H1(texts.get("dashboard"));
        title.addClassName("only-read-aloud");
        Div low = new Div(brakes, plan);
        low.addClassName("dash-low");
        Div left = new Div(positions, low);
        left.addClassName("dash-left");
        Div main = new Div(left, decisions);
        main.addClassName("dash-main");
        content.addClassName("dash-content");
        content.add(account, result, main, halt);
        notices.addClassName("dash-notices");
        add(title, notices, content);
        moments =
                new Refresher<>(
                        this,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        () -> overview.moment(caller.tenantId()),
                        this::show);
        accounts =
                new Refresher<>(
                        this,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        () -> overview.account(caller.tenantId(), range),
                        this::show);
        show(first);
        moments.now();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        boolean asked =
                event.getLocation().getQueryParameters().getSingleParameter("all").isPresent();
        if (!asked && caller.has(Role.TRADER) && !steps.done(caller.tenantId())) {
            event.forwardTo(FirstStepsView.class);
        }
    }

    @Override
    public String getPageTitle() {
        return texts.get("dashboard") + " · SATH";
    }

    @Override
    protected void onAttach(AttachEvent event) {
        subscriptions.add(
                changes.subscribe(
                        caller.tenantId(),
                        () -> {
                            moments.hint();
                            accounts.hint();
                        }));
        subscriptions.add(hints.subscribe(caller.tenantId(), moments::hint));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        for (AutoCloseable subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                throw new IllegalStateException("a subscription could not be ended", e);
            }
        }
        subscriptions.clear();
    }

    private void choose(Range chosen) {
        range = chosen;
        accounts.now();
    }

    private void show(Account now) {
        config = now.config();
        boolean ran = now.all().equity() != null;
        account.setVisible(ran);
        result.setVisible(ran);
        account.show(now, range);
        result.show(now);
        brakes.show(now);
        plan.show(now);
    }

    private void show(Moment now) {
        positions.show(now.positions(), config, now.at());
        decisions.show(now.decisions(), config.currency(), now.at());
        halt.setVisible(
                caller.has(Role.TRADER)
                        && (now.status().startedAt() != null || !now.positions().isEmpty()));
        boolean silent =
                now.status().startedAt() != null
                        && now.status().lastBeatAt() != null
                        && Duration.between(now.status().lastBeatAt(), now.at()).compareTo(SILENT)
                                >= 0;
        content.setClassName("stale-content", silent);
        notice(now.status(), silent, now);
    }

    /** What needs someone: said once, above everything else. */
    private void notice(BotStatus status, boolean silent, Moment now) {
        Text reason = status.reason() == null ? status.entries().reason() : status.reason();
        if (!silent
                && status.state() == shownState
                && java.util.Objects.equals(reason, shownReason)) {
            return;
        }
        shownState = status.state();
        shownReason = reason;
        notices.removeAll();
        String why = reason == null ? "" : texts.get(reason);
        switch (status.state()) {
            case ERROR -> notices.add(trouble(Tone.ERR, Lucide.CIRCLE_X, status, why));
            case CRASH_LOOPING -> notices.add(trouble(Tone.ERR, Lucide.REFRESH_CW, status, why));
            case EXIT_ONLY -> notices.add(trouble(Tone.WARN, Lucide.LOG_OUT, status, why));
            case STOPPED -> notices.add(stopped(status));
            case STARTING, RUNNING, STOPPING -> {
                if (!why.isEmpty()) {
                    notices.add(new Notice(Tone.QUIET, Lucide.INFO, "", why));
                }
            }
        }
        if (silent && status.lastBeatAt() != null) {
            notices.add(
                    new Notice(
                            Tone.WARN,
                            Lucide.TRIANGLE_ALERT,
                            texts.get(
                                    "dashboard.stale",
                                    Formats.current()
                                            .ago(Duration.between(status.lastBeatAt(), now.at()))),
                            texts.get("dashboard.stale.what")));
        }
    }

    private Notice trouble(Tone tone, Lucide icon, BotStatus status, String why) {
        return new Notice(
                tone, icon, StateLook.name(status.state(), texts) + ".", why, startIfAllowed());
    }

    private Component stopped(BotStatus status) {
        boolean never = !steps.done(caller.tenantId());
        if (!never) {
            return new Notice(
                    status.openPositions() > 0 ? Tone.WARN : Tone.QUIET,
                    Lucide.SQUARE,
                    texts.get("dashboard.stopped"),
                    texts.get("dashboard.stopped.what", status.openPositions()),
                    startIfAllowed());
        }
        return new EmptyState(
                Lucide.PLAY,
                texts.get("dashboard.never"),
                texts.get("dashboard.never.what"),
                startIfAllowed());
    }

    private Component[] startIfAllowed() {
        return caller.has(Role.TRADER) ? new Component[] {startButton()} : new Component[0];
    }

    private Button startButton() {
        Button start =
                new Button(
                        texts.get("dashboard.act.start"),
                        Lucide.PLAY.svg(),
                        click -> actions.act(Act.START, caller, status -> moments.hint()));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        return start;
    }
}
