package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantListeners;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.MainLayout;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Refresher;
import io.sath.platform.ui.StepUp;
import io.sath.platform.ui.Toast;
import io.sath.platform.ui.Tone;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's keys: what is known of each, and for its owner the ways to add, test, replace and
 * delete. No value is ever shown.
 */
@Route(value = "keys", layout = MainLayout.class)
@RolesAllowed("VIEWER")
@StyleSheet("assets/styles/keys.css")
class KeysView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Credentials credentials;
    private final transient StepUp stepUp;
    private final transient KeyHints hints;
    private final transient Caller caller;
    private final transient Clock clock;
    private final boolean owner;
    private final KeyList exchange;
    private final KeyList ai;
    private final transient Refresher<Keys> keys;
    private transient TenantListeners.@Nullable Subscription subscription;

    /** All of them at a moment. */
    private record Keys(List<Credential> exchange, List<Credential> ai, Instant at) {}

    KeysView(
            Credentials credentials,
            StepUp stepUp,
            KeyHints hints,
            CurrentCaller current,
            Clock clock) {
        this.credentials = credentials;
        this.stepUp = stepUp;
        this.hints = hints;
        this.clock = clock;
        caller = current.get();
        owner = caller.has(Role.OWNER);
        exchange = list(KeyService.Kind.EXCHANGE, Lucide.CHART_CANDLESTICK);
        ai = list(KeyService.Kind.AI, Lucide.SPARKLES);
        addClassNames("page", "keys-page");
        PageHeader header =
                new PageHeader(texts.get("secrets.keys"))
                        .note(
                                texts.get(
                                        credentials.readableByPlatform()
                                                ? "secrets.keys.note.readable"
                                                : "secrets.keys.note"));
        add(header);
        if (owner) {
            Button add =
                    new Button(
                            texts.get("secrets.add"),
                            Lucide.PLUS.svg(),
                            click -> add(KeyService.BINANCE));
            add.addThemeVariants(ButtonVariant.PRIMARY);
            add.setId("keys-add");
            header.actions(add);
        } else {
            add(
                    new Notice(
                            Tone.QUIET,
                            Lucide.LOCK,
                            texts.get("secrets.read-only"),
                            texts.get("secrets.read-only.text")));
        }
        add(exchange, ai);
        keys =
                new Refresher<>(
                        this, Duration.ofSeconds(1), Duration.ofSeconds(5), this::read, this::show);
        keys.now();
    }

    @Override
    public String getPageTitle() {
        return texts.get("secrets.keys") + " · SATH";
    }

    @Override
    protected void onAttach(AttachEvent event) {
        subscription = hints.subscribe(caller.tenantId(), keys::hint);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        TenantListeners.Subscription ended = subscription;
        subscription = null;
        if (ended != null) {
            ended.close();
        }
    }

    private Keys read() {
        return new Keys(
                credentials.list(caller.tenantId(), KeyService.Kind.EXCHANGE),
                credentials.list(caller.tenantId(), KeyService.Kind.AI),
                clock.instant());
    }

    private void show(Keys now) {
        exchange.show(now.exchange(), now.at());
        ai.show(now.ai(), now.at());
    }

    private KeyList list(KeyService.Kind kind, Lucide icon) {
        String word = KeyList.word(kind);
        KeyItem.Actions actions = owner ? new OwnersActions() : null;
        List<String> addresses = credentials.egressAddresses();
        return new KeyList(
                kind,
                owner,
                key -> new KeyItem(key, actions, addresses),
                new EmptyState(
                        icon,
                        texts.get("secrets.empty." + word),
                        texts.get("secrets.empty." + word + ".text"),
                        emptyActions(kind)));
    }

    private Component[] emptyActions(KeyService.Kind kind) {
        if (!owner) {
            return new Component[0];
        }
        KeyService first =
                switch (kind) {
                    case EXCHANGE -> KeyService.BINANCE;
                    case AI -> KeyService.DEEPSEEK;
                };
        return new Component[] {
            new Button(texts.get("secrets.add." + KeyList.word(kind)), click -> add(first))
        };
    }

    private void add(KeyService suggested) {
        stepUp.require(fresh ->
                new KeyDialog(credentials, stepUp, caller.tenantId(), suggested, this::saved)
                        .open());
    }

    private void saved(Credential key) {
        keys.now();
        Toast.done(
                texts.get(
                        key.status() == Credential.Status.UNVERIFIED
                                ? "secrets.saved.unverified"
                                : "secrets.saved",
                        key.label()));
    }

    /** What the owner does with a key. */
    private final class OwnersActions implements KeyItem.Actions {
        @Override
        public void test(Credential key) {
            credentials.test(caller.tenantId(), caller, key.id());
            keys.now();
        }

        @Override
        public void replace(Credential key) {
            stepUp.require(fresh ->
                    new KeyDialog(credentials, stepUp, caller.tenantId(), key, KeysView.this::saved)
                            .open());
        }

        @Override
        public void delete(Credential key) {
            new Confirmation(
                            texts.get("secrets.delete.sure", key.label()),
                            texts.get("secrets.delete"),
                            true,
                            () -> stepUp.require(fresh -> delete(key, fresh)))
                    .with(new Paragraph(texts.get("secrets.delete.text")))
                    .open();
        }

        private void delete(Credential key, Caller fresh) {
            Work.run(
                    () -> deleted(key, fresh),
                    refused ->
                            refused.ifPresentOrElse(
                                    problem -> inUse(key, problem),
                                    () -> Toast.done(texts.get("secrets.deleted", key.label()))),
                    keys::hint);
        }

        /** Why a bot still needs it, if one does; what else is wrong is thrown. */
        private Optional<Problem> deleted(Credential key, Caller fresh) {
            try {
                credentials.delete(caller.tenantId(), fresh, key.id());
                return Optional.empty();
            } catch (Problem problem) {
                if (problem.code() == ProblemCode.KEY_IN_USE) {
                    return Optional.of(problem);
                }
                throw problem;
            }
        }

        private void inUse(Credential key, Problem problem) {
            ConfirmDialog told = new ConfirmDialog();
            told.setHeader(texts.get("secrets.in-use.title", key.label()));
            told.add(new Paragraph(texts.get(problem.detail())));
            told.setCancelable(true);
            told.setCancelText(texts.get("ui.close"));
            told.setConfirmText(texts.get("secrets.in-use.config"));
            told.addConfirmListener(click -> getUI().ifPresent(ui -> ui.navigate("config")));
            told.open();
        }
    }
}
