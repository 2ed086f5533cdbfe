package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.shared.Registration;
import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.ui.StateLook;
import io.sath.platform.dashboard.BotHints;
import io.sath.platform.dashboard.ui.BotActions.Act;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantListeners;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.ModeBadge;
import io.sath.platform.ui.ModeStrip;
import io.sath.platform.ui.Pill;
import io.sath.platform.ui.Refresher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The bot's mode, state and heartbeat in the bar of every page, and the ways to stop it. */
final class StateBar extends Div {
    private static final long serialVersionUID = 1L;
    private static final Duration SILENT = Duration.ofSeconds(30);

    private final transient Messages texts = Messages.current();
    private final transient Caller caller;
    private final transient BotActions actions;
    private final transient BotHints hints;
    private final transient ModeStrip strip;
    private final transient Clock clock;
    private final transient Refresher<BotStatus> status;
    private final Div mode = new Div();
    private final Pill pill = new Pill();
    private final Span beat = new Span();
    private final Span beatText = new Span();
    private final Button start;
    private final MenuBar stop = new MenuBar();
    private final Button halt;
    private transient TenantListeners.@Nullable Subscription subscription;
    private @Nullable Registration navigation;
    private @Nullable Mode shownMode;
    private @Nullable State shownState;

    StateBar(
            Bots bots,
            BotActions actions,
            BotHints hints,
            Caller caller,
            ModeStrip strip,
            Clock clock) {
        this.caller = caller;
        this.actions = actions;
        this.hints = hints;
        this.strip = strip;
        this.clock = clock;
        addClassName("state-bar");
        mode.addClassName("state-mode");
        beat.addClassName("beat");
        beat.add(Lucide.ACTIVITY.svg(), beatText);
        beat.getElement().setAttribute("aria-live", "off");
        start =
                new Button(
                        texts.get("dashboard.act.start"),
                        Lucide.PLAY.svg(),
                        click -> act(Act.START));
        start.setId("bot-start");
        halt = haltButton();
        stopMenu();
        Div buttons = new Div(start, stop, halt);
        buttons.addClassName("state-actions");
        buttons.setVisible(caller.has(Role.TRADER));
        add(mode, pill, beat, buttons);
        status =
                new Refresher<>(
                        this,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        () -> bots.status(caller.tenantId()),
                        this::show);
        status.now();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        subscription = hints.subscribe(caller.tenantId(), status::hint);
        // What the page before did is seen at once.
        navigation = event.getUI().addAfterNavigationListener(entered -> status.now());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        TenantListeners.Subscription ended = subscription;
        subscription = null;
        if (ended != null) {
            ended.close();
        }
        Registration left = navigation;
        navigation = null;
        if (left != null) {
            left.remove();
        }
    }

    private Button haltButton() {
        Button button = new Button();
        button.setPrefixComponent(Lucide.OCTAGON_PAUSE.svg());
        Span words = new Span(texts.get("dashboard.act.halt"));
        words.addClassName("long");
        button.getElement().appendChild(words.getElement());
        button.setAriaLabel(texts.get("dashboard.act.halt"));
        button.addClassName("halt-button");
        button.getElement().setAttribute("data-key", "halt");
        button.setId("bot-halt");
        button.addClickListener(click -> actions.askHalt(caller, this::show));
        return button;
    }

    private void stopMenu() {
        MenuItem root = stop.addItem(texts.get("dashboard.act.stopping"));
        root.setId("bot-stop-menu");
        SubMenu menu = root.getSubMenu();
        for (Act act : new Act[] {Act.SOFT_STOP, Act.STOP, Act.RESTART}) {
            Div words =
                    new Div(
                            new Span(texts.get(act.textKey())),
                            new Span(texts.get(act.textKey() + ".what")));
            words.addClassName("two-lines");
            menu.addItem(words, click -> act(act))
                    .setId("bot-" + act.name().toLowerCase(java.util.Locale.ROOT));
        }
        stop.addClassName("wide-only");
    }

    private void act(Act act) {
        actions.act(act, caller, this::show);
        status.hint();
    }

    private void show(BotStatus now) {
        Instant at = clock.instant();
        if (now.mode() != shownMode) {
            shownMode = now.mode();
            mode.removeAll();
            mode.add(new ModeBadge(now.mode() == Mode.LIVE));
            strip.show(now.mode() == Mode.LIVE ? ModeStrip.Mode.LIVE : ModeStrip.Mode.PAPER);
        }
        StateLook.show(
                pill,
                now.state(),
                Formats.current().duration(Duration.between(now.since(), at)),
                texts);
        if (shownState != null && shownState != now.state()) {
            LiveRegion.say(StateLook.name(now.state(), texts));
        }
        shownState = now.state();
        showBeat(now, at);
        boolean process = now.startedAt() != null || now.desired();
        start.setVisible(
                !now.desired()
                        || now.state() == State.CRASH_LOOPING
                        || now.state() == State.EXIT_ONLY);
        stop.setVisible(now.desired() && now.state() != State.STOPPING);
        halt.setVisible(process || now.openPositions() > 0);
    }

    private void showBeat(BotStatus now, Instant at) {
        Instant last = now.lastBeatAt();
        boolean process = now.startedAt() != null;
        beat.setVisible(process || !now.desired());
        if (last == null || !process) {
            beatText.setText(texts.get("dashboard.beat.none"));
            beat.setClassName("silent", false);
            return;
        }
        Duration age = Duration.between(last, at);
        beatText.setText(texts.get("dashboard.beat", Formats.current().ago(age)));
        beat.setClassName("silent", age.compareTo(SILENT) >= 0);
    }
}
