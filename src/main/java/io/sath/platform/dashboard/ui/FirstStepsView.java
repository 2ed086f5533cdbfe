package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.sath.platform.billing.Entitlement;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Catalogue;
import io.sath.platform.bots.SaveResult;
import io.sath.platform.dashboard.ui.BotActions.Act;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.Text;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.SymbolName;
import io.sath.platform.ui.Toast;
import io.sath.platform.ui.Tone;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A new tenant's way to a trading bot: recorded prices need no key, so what is left is what to
 * trade, with how much, and to start.
 */
@Route(value = "first-steps", layout = MainLayout.class)
@RolesAllowed("TRADER")
@StyleSheet("assets/styles/dashboard.css")
class FirstStepsView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Bots bots;
    private final transient BotActions actions;
    private final transient Caller caller;
    private final transient Entitlement plan;
    private final transient BotConfig config;
    private final Div steps = new Div();
    private final Div left = new Div();
    private final Panel how = new Panel(texts.get("dashboard.steps.how"));
    private final BigDecimalField capital =
            new BigDecimalField(texts.get("dashboard.steps.capital"));
    private final ChoiceCards<String> symbols;
    private final ChoiceCards<RiskLevel> risk;

    FirstStepsView(
            Bots bots, BotActions actions, Entitlements entitlements, CurrentCaller current) {
        this.bots = bots;
        this.actions = actions;
        caller = current.get();
        plan = entitlements.of(caller.tenantId());
        config = bots.config(caller.tenantId());
        symbols = symbolCards();
        risk = new ChoiceCards<>(texts.get("dashboard.steps.risk"), 1, this::explain);
        capitalField();
        riskCards();
        addClassNames("page", "first-steps");
        Div side =
                new Div(
                        how,
                        new Notice(
                                Tone.QUIET,
                                Lucide.FLASK_CONICAL,
                                texts.get("dashboard.steps.paper"),
                                texts.get("dashboard.steps.paper.what")
                                        + " "
                                        + texts.get("dashboard.steps.paper.key")));
        side.addClassName("steps-side");
        left.addClassName("steps-left");
        Div body = new Div(left, side);
        body.addClassName("steps-body");
        RouterLink leave = new RouterLink(texts.get("dashboard.steps.leave"), DashboardView.class);
        leave.setQueryParameters(QueryParameters.of("all", ""));
        add(
                new PageHeader(texts.get("dashboard.steps"))
                        .note(texts.get("dashboard.steps.what"))
                        .actions(leave),
                steps,
                body);
        explain();
        ask();
    }

    @Override
    public String getPageTitle() {
        return texts.get("dashboard.first-steps") + " · SATH";
    }

    private ChoiceCards<String> symbolCards() {
        Integer most = plan.limits().symbols();
        ChoiceCards<String> cards =
                new ChoiceCards<>(
                        texts.get("dashboard.steps.market"),
                        most == null ? Integer.MAX_VALUE : most,
                        this::explain);
        BotConfig.Replay replay = config.replay();
        List<Catalogue.Symbol> all =
                replay == null
                        ? List.of()
                        : bots.catalogue()
                                .set(replay.data())
                                .map(Catalogue.MarketSet::symbols)
                                .orElse(List.of());
        for (Catalogue.Symbol symbol : all) {
            if (symbol.quote().equals(config.currency())) {
                String key = "dashboard.market." + symbol.name();
                cards.add(
                        symbol.name(),
                        SymbolName.text(symbol.name(), symbol.quote()),
                        texts.has(key) ? texts.get(key) : texts.get("dashboard.market.other"),
                        null);
            }
        }
        config.symbols().forEach(cards::choose);
        return cards;
    }

    private void capitalField() {
        BigDecimal most = plan.limits().capital();
        capital.setValue(config.capital());
        capital.setLocale(formats.locale());
        capital.setSuffixComponent(new Span(config.currency()));
        capital.setHelperText(
                most == null
                        ? texts.get("dashboard.steps.capital.unlimited", plan.planName())
                        : texts.get(
                                "dashboard.steps.capital.most",
                                plan.planName(),
                                formats.money(most, config.currency())));
        capital.setValueChangeMode(ValueChangeMode.LAZY);
        capital.addValueChangeListener(event -> {
            capital.setInvalid(false);
            riskCards();
            explain();
        });
    }

    /** What each level can lose depends on the capital. */
    private void riskCards() {
        RiskLevel chosen = risk.inOrder().stream().findFirst().orElse(RiskLevel.BALANCED);
        risk.clear();
        for (RiskLevel level : RiskLevel.values()) {
            risk.add(
                    level,
                    texts.get(level.textKey()),
                    texts.get(level.textKey() + ".what"),
                    texts.get(
                            "dashboard.risk.most",
                            formats.money(level.dailyLoss(amount()), config.currency())));
        }
        risk.choose(chosen);
    }

    private BigDecimal amount() {
        BigDecimal typed = capital.getValue();
        return typed == null || typed.signum() <= 0 ? BigDecimal.ZERO : typed;
    }

    private RiskLevel level() {
        return risk.inOrder().getFirst();
    }

    private void explain() {
        RiskLevel level = risk.inOrder().stream().findFirst().orElse(RiskLevel.BALANCED);
        List<String> chosen = symbols.inOrder();
        String names =
                String.join(
                        ", ",
                        chosen.stream()
                                .map(symbol -> SymbolName.text(symbol, config.currency()))
                                .toList());
        how.show(
                line(Lucide.SCAN_SEARCH, texts.get("dashboard.how.look", names)),
                line(
                        Lucide.CIRCLE_DOLLAR_SIGN,
                        texts.get(
                                "dashboard.how.buy",
                                formats.money(
                                        level.position(amount(), chosen.size()), config.currency()),
                                Math.max(1, chosen.size()))),
                line(
                        Lucide.SHIELD,
                        texts.get("dashboard.how.stop", formats.percent(level.stopLoss(), 0))),
                line(
                        Lucide.HAND,
                        texts.get(
                                "dashboard.how.day",
                                formats.money(level.dailyLoss(amount()), config.currency()))),
                line(Lucide.OCTAGON_PAUSE, texts.get("dashboard.how.halt")));
    }

    private static Component line(Lucide icon, String text) {
        Div line = new Div(icon.svg(), new Span(text));
        line.addClassName("how-line");
        return line;
    }

    private void showSteps(int now) {
        OrderedList list = new OrderedList();
        list.addClassName("steps");
        for (int step = 1; step <= 3; step++) {
            Span number = new Span();
            number.addClassName("step-number");
            if (step < now) {
                number.add(Lucide.CHECK.svg());
            } else {
                number.setText(String.valueOf(step));
            }
            Span name = new Span(texts.get("dashboard.step." + step));
            name.addClassName("strong");
            Span what = new Span(texts.get("dashboard.step." + step + ".what"));
            what.addClassName("help");
            Div words = new Div(name, what);
            words.addClassName("stack-tight");
            ListItem item = new ListItem(number, words);
            item.addClassName(step < now ? "done" : step == now ? "present" : "coming");
            if (step == now) {
                item.getElement().setAttribute("aria-current", "step");
            }
            list.add(item);
        }
        steps.removeAll();
        steps.add(list);
    }

    /** Where prices come from: recorded ones need no key; for others, one can be added here. */
    private void prices() {
        showSteps(1);
        ChoiceCards<BotConfig.Venue> venues =
                new ChoiceCards<>(texts.get("dashboard.steps.prices"), 1, () -> {});
        venues.add(
                BotConfig.Venue.REPLAY,
                texts.get("dashboard.steps.replay"),
                texts.get("dashboard.steps.replay.what"),
                texts.get("dashboard.steps.replay.key"));
        venues.choose(BotConfig.Venue.REPLAY);
        Notice keys =
                new Notice(
                        Tone.QUIET,
                        Lucide.KEY_ROUND,
                        texts.get("dashboard.steps.keys"),
                        texts.get(
                                caller.has(Role.OWNER)
                                        ? "dashboard.steps.keys.what"
                                        : "dashboard.steps.keys.owner"));
        if (caller.has(Role.OWNER)) {
            keys.add(new Anchor("keys", texts.get("dashboard.steps.keys.add")));
        }
        Button on = new Button(texts.get("dashboard.steps.continue"), Lucide.ARROW_RIGHT.svg());
        on.setIconAfterText(true);
        on.addThemeVariants(ButtonVariant.PRIMARY);
        on.addClickListener(click -> ask());
        Div foot = new Div(on);
        foot.addClassName("panel-foot");
        Panel form = new Panel();
        form.setAriaLabel(texts.get("dashboard.step.1"));
        left.removeAll();
        left.add(form.with(question("dashboard.steps.prices"), venues, keys, foot));
    }

    private void ask() {
        showSteps(2);
        Button back = new Button(texts.get("ui.back"), Lucide.ARROW_LEFT.svg(), click -> prices());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        Button on = new Button(texts.get("dashboard.steps.continue"), Lucide.ARROW_RIGHT.svg());
        on.setIconAfterText(true);
        on.addThemeVariants(ButtonVariant.PRIMARY);
        on.setId("steps-continue");
        on.addClickListener(click -> save());
        Div foot = new Div(back, on);
        foot.addClassNames("panel-foot", "between");
        Panel form = new Panel();
        form.setAriaLabel(texts.get("dashboard.step.2"));
        left.removeAll();
        left.add(
                form.with(
                        question("dashboard.steps.market"),
                        symbols,
                        capital,
                        question("dashboard.steps.risk"),
                        risk,
                        foot));
    }

    private Component question(String key) {
        H2 question = new H2(texts.get(key));
        question.addClassName("panel-title");
        return question;
    }

    private void save() {
        BigDecimal typed = capital.getValue();
        if (typed == null) {
            fault(texts.get("dashboard.steps.capital.missing"));
            return;
        }
        BotConfig wanted = level().applied(config, symbols.inOrder(), typed);
        switch (bots.save(caller.tenantId(), caller, wanted, null)) {
            case SaveResult.Saved(BotConfig saved) -> review(saved);
            case SaveResult.Invalid(List<FieldFault> faults) -> fault(first(faults));
            case SaveResult.OverLimit(String field, Text detail, var limit) ->
                    fault(texts.get(detail));
            case SaveResult.Stale(BotConfig now) ->
                    Toast.refused(texts.get("bots.revision-stale", now.revision()));
            case SaveResult.Refused(var code, Text detail) -> Toast.refused(texts.get(detail));
        }
    }

    private String first(List<FieldFault> faults) {
        FieldFault fault =
                faults.stream()
                        .filter(one -> one.field().equals("capital"))
                        .findFirst()
                        .orElse(faults.getFirst());
        return texts.get(fault.message());
    }

    private void fault(String text) {
        capital.setErrorMessage(text);
        capital.setInvalid(true);
        capital.focus();
        LiveRegion.alert(text);
    }

    private void review(BotConfig saved) {
        showSteps(3);
        Button back = new Button(texts.get("ui.back"), Lucide.ARROW_LEFT.svg(), click -> ask());
        back.addThemeVariants(ButtonVariant.TERTIARY);
        Button start = new Button(texts.get("dashboard.steps.start"), Lucide.PLAY.svg());
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setId("steps-start");
        start.setAutofocus(true);
        start.addClickListener(click -> start());
        Div foot = new Div(back, start);
        foot.addClassNames("panel-foot", "between");
        io.sath.platform.ui.Facts facts =
                new io.sath.platform.ui.Facts()
                        .row(
                                texts.get("dashboard.review.prices"),
                                texts.get("dashboard.review.prices.replay"))
                        .row(
                                texts.get("dashboard.review.symbols"),
                                String.join(
                                        ", ",
                                        saved.symbols().stream()
                                                .map(one -> SymbolName.text(one, saved.currency()))
                                                .toList()))
                        .row(
                                texts.get("dashboard.review.capital"),
                                formats.money(saved.capital(), saved.currency()))
                        .row(
                                texts.get("dashboard.review.position"),
                                formats.money(saved.maxPosition(), saved.currency()))
                        .row(
                                texts.get("dashboard.brakes.stop-loss"),
                                percent(saved.risk().stopLoss()))
                        .row(
                                texts.get("dashboard.brakes.daily-loss"),
                                saved.risk().dailyLoss() == null
                                        ? "–"
                                        : formats.money(
                                                Objects.requireNonNull(saved.risk().dailyLoss()),
                                                saved.currency()));
        left.removeAll();
        left.add(new Panel(texts.get("dashboard.review")).with(facts, foot));
    }

    private String percent(@Nullable BigDecimal fraction) {
        return fraction == null ? "–" : formats.percent(fraction, 0);
    }

    private void start() {
        actions.act(Act.START, caller, status -> {});
        getUI().ifPresent(ui -> ui.navigate(DashboardView.class));
    }
}
