package io.sath.platform.bots.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.billing.Entitlement;
import io.sath.platform.billing.Entitlements;
import io.sath.platform.bots.BacktestRunner;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.SaveResult;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.StepUp;
import io.sath.platform.ui.Toast;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: sections on the left, inputs in the middle, what changes and what it means on
 * the right, and a bar to save that is there only while there is something to save.
 */
@Route(value = "config", layout = MainLayout.class)
@RolesAllowed("VIEWER")
@StyleSheet("assets/styles/bot-config.css")
class BotConfigView extends Div implements BeforeLeaveObserver, HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Bots bots;
    private final transient BacktestRunner backtests;
    private final transient Caller caller;
    private final transient StepUp stepUp;
    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient ConfigFields fields;
    private final PageHeader header = new PageHeader(texts.get("bots.config"));
    private final ChangesPanel changes = new ChangesPanel();
    private final MeaningPanel meaning = new MeaningPanel();
    private final Div saveBar = new Div();
    private final Span unsaved = new Span();
    private final boolean mayChange;
    private transient BotConfig saved;
    private boolean taking;

    BotConfigView(
            Bots bots,
            BacktestRunner backtests,
            Entitlements entitlements,
            Credentials credentials,
            StepUp stepUp,
            CurrentCaller current) {
        this.stepUp = stepUp;
        this.bots = bots;
        this.backtests = backtests;
        this.caller = current.get();
        mayChange = caller.has(Role.TRADER);
        saved = bots.config(caller.tenantId());
        fields =
                new ConfigFields(
                        bots.catalogue(), fitting(credentials, caller.tenantId(), saved.venue()));
        addClassNames("page", "config-page");
        add(head(), body(entitlements.of(caller.tenantId())), saveBar());
        take(saved);
        fields.setReadOnly(!mayChange);
        fields.settings()
                .forEach(setting -> setting.input().addValueChangeListener(e -> changed()));
    }

    /** The keys that a configuration of this venue may name; recorded data takes any. */
    private static List<Credential> fitting(
            Credentials credentials, TenantId tenant, BotConfig.Venue venue) {
        return credentials.list(tenant, KeyService.Kind.EXCHANGE).stream()
                .filter(key ->
                        switch (venue) {
                            case REPLAY -> true;
                            case BINANCE -> key.service() == KeyService.BINANCE;
                            case BINANCE_TESTNET -> key.service() == KeyService.BINANCE_TESTNET;
                            case POLYMARKET -> key.service() == KeyService.POLYMARKET;
                        })
                .toList();
    }

    private Component head() {
        Button revisions = new Button(texts.get("bots.revisions"), Lucide.HISTORY.svg());
        revisions.addClickListener(click -> revisions());
        revisions.setId("config-revisions");
        Button backtest = new Button(texts.get("bots.backtest"), Lucide.FLASK_CONICAL.svg());
        backtest.addClickListener(click -> backtest());
        backtest.setId("config-backtest");
        return header.actions(revisions, backtest);
    }

    private void backtest() {
        BotId bot = bots.status(caller.tenantId()).botId();
        new BacktestDialog(backtests, caller.tenantId(), bot, fields.spell(saved)).open();
    }

    private Component body(Entitlement plan) {
        Div form =
                new Div(
                        section(
                                "market",
                                null,
                                fields.data,
                                fields.speed,
                                fields.symbols,
                                fields.timeframe,
                                key()),
                        section(
                                "limits",
                                limitsHelp(plan),
                                fields.capital,
                                fields.maxPosition,
                                fields.maxTrades,
                                fields.poll),
                        section("strategies", null, fields.strategies),
                        section(
                                "risk",
                                null,
                                fields.stopLoss,
                                fields.takeProfit,
                                fields.trailingStop,
                                fields.dailyLoss,
                                fields.maxDrawdown,
                                fields.coolDownLosses,
                                fields.coolDownMinutes),
                        section("stop", null, fields.stopPolicy));
        form.addClassName("form");
        fields.capital.setHelperText(most(plan.limits().capital()));
        Integer symbols = plan.limits().symbols();
        fields.symbols.setHelperText(
                symbols == null
                        ? texts.get("bots.limit.symbols.unlimited")
                        : texts.get("bots.limit.symbols", symbols));
        Div side = new Div(changes, meaning);
        side.addClassName("side");
        Div body = new Div(sections(), form, side);
        body.addClassName("config-body");
        return body;
    }

    private Component key() {
        fields.key.setHelperText(
                texts.get(
                        saved.venue() == BotConfig.Venue.REPLAY
                                ? "bots.key.replay"
                                : "bots.key.needed"));
        Anchor keys = new Anchor("keys", texts.get("bots.key.add"));
        Div key = new Div(fields.key, keys);
        key.addClassName("key-choice");
        return key;
    }

    private String limitsHelp(Entitlement plan) {
        BigDecimal capital = plan.limits().capital();
        Integer symbols = plan.limits().symbols();
        return capital == null || symbols == null
                ? texts.get("bots.limits.unlimited", plan.planName())
                : texts.get(
                        "bots.limits.plan",
                        plan.planName(),
                        formats.money(capital, "USD"),
                        symbols);
    }

    private String most(@Nullable BigDecimal capital) {
        return capital == null
                ? ""
                : texts.get("bots.limit.capital", formats.money(capital, "USD"));
    }

    private Component sections() {
        Nav nav = new Nav();
        nav.addClassName("sections");
        nav.setAriaLabel(texts.get("bots.sections"));
        for (String name : List.of("market", "limits", "strategies", "risk", "stop")) {
            Anchor anchor = new Anchor("config#" + id(name), texts.get("bots.section." + name));
            anchor.setRouterIgnore(true);
            nav.add(anchor);
        }
        return nav;
    }

    private Component section(String name, @Nullable String help, Component... inputs) {
        Panel panel = new Panel(texts.get("bots.section." + name));
        panel.setId(id(name));
        Paragraph what =
                new Paragraph(help == null ? texts.get("bots.section." + name + ".help") : help);
        what.addClassName("quiet");
        Div grid = new Div(inputs);
        grid.addClassName("field-grid");
        return panel.with(what, grid);
    }

    private static String id(String section) {
        return "section-" + section;
    }

    private Component saveBar() {
        Button discard = new Button(texts.get("bots.discard"), click -> take(saved));
        discard.addThemeVariants(ButtonVariant.TERTIARY);
        Button save = new Button(texts.get("bots.save"), click -> save(fields.spell(saved)));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setId("config-save");
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL).setBrowserDefaultAllowed(false);
        save.setDisableOnClick(false);
        Paragraph what = new Paragraph(unsaved);
        what.addClassName("what");
        saveBar.addClassName("save-bar");
        saveBar.getElement().setAttribute("role", "region");
        saveBar.getElement().setAttribute("aria-label", texts.get("bots.save"));
        saveBar.add(what, discard, save);
        return saveBar;
    }

    private void take(BotConfig config) {
        taking = true;
        saved = complete(config);
        fields.take(saved);
        taking = false;
        header.note(texts.get("bots.revision", config.revision()));
        changed();
    }

    /** What is left out of a saved strategy is its preset, which the page shows. */
    private BotConfig complete(BotConfig config) {
        return new BotConfig(
                config.revision(),
                config.venue(),
                config.mode(),
                config.keyId(),
                config.symbols(),
                config.timeframes(),
                config.capital(),
                config.currency(),
                config.maxPosition(),
                config.maxTradesPerDay(),
                config.pollSeconds(),
                fields.strategies.complete(config.strategies()),
                config.risk(),
                config.replay(),
                config.stopPolicy());
    }

    private void changed() {
        if (taking) {
            return;
        }
        List<Setting<?>> changed =
                fields.settings().stream().filter(setting -> setting.differsFrom(saved)).toList();
        changes.show(changed, saved);
        meaning.show(fields.spell(saved));
        saveBar.setVisible(!changed.isEmpty() && mayChange);
        unsaved.setText(texts.get("bots.unsaved", changed.size(), saved.revision() + 1));
    }

    private void save(BotConfig config) {
        fields.settings().forEach(Setting::clearFault);
        if (config.mode() == BotConfig.Mode.LIVE) {
            stepUp.require(
                    fresh -> done(bots.save(caller.tenantId(), fresh, config, saved.revision())));
        } else {
            done(bots.save(caller.tenantId(), caller, config, saved.revision()));
        }
    }

    private void revisions() {
        new RevisionsDialog(bots, caller.tenantId(), mayChange, this::rollBack).open();
    }

    /** What was live then asks again who it is; the rest needs no more than before. */
    private void rollBack(long number) {
        SaveResult result = bots.rollBack(caller.tenantId(), caller, number);
        if (result instanceof SaveResult.Refused(var code, Text ignored)
                && code == ProblemCode.STEP_UP_REQUIRED) {
            stepUp.require(fresh -> done(bots.rollBack(caller.tenantId(), fresh, number)));
        } else {
            done(result);
        }
    }

    private void done(SaveResult result) {
        switch (result) {
            case SaveResult.Saved(BotConfig config) -> {
                take(config);
                Toast.done(texts.get("bots.saved", config.revision()));
            }
            case SaveResult.Stale(BotConfig current) ->
                    Toast.refused(texts.get("bots.revision-stale", current.revision()));
            case SaveResult.Invalid(List<FieldFault> faults) -> {
                faults.forEach(fault -> fault(fault.field(), fault.message()));
                show(faults.getFirst().field());
                LiveRegion.alert(texts.get(faults.getFirst().message()));
            }
            case SaveResult.OverLimit(String field, Text detail, var limit) -> {
                fault(field, detail);
                show(field);
                Toast.refused(texts.get(detail));
            }
            case SaveResult.Refused(var code, Text detail) ->
                    Toast.refused(texts.get(code.titleKey()) + ". " + texts.get(detail));
        }
    }

    private void fault(String path, Text message) {
        fields.at(path)
                .ifPresentOrElse(
                        setting -> setting.fault(texts.get(message)),
                        () -> Toast.refused(texts.get(message)));
    }

    private void show(String path) {
        fields.at(path).ifPresent(Setting::show);
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent leaving) {
        if (saveBar.isVisible()) {
            Leaving.ask(leaving.postpone(), texts);
        }
    }

    @Override
    public String getPageTitle() {
        return texts.get("bots.config") + " · SATH";
    }
}
