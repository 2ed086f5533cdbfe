package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key in its list: what is known of it, what to do with it, and what to do about it. */
final class KeyItem extends ListItem {
    private static final long serialVersionUID = 1L;

    private static final Set<String> ABOUT_ADDRESSES = Set.of("no-ip-restriction");

    /** What an owner can do with a key. */
    interface Actions {
        void test(Credential key);

        void replace(Credential key);

        void delete(Credential key);
    }

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient @Nullable Actions actions;
    private final transient List<String> addresses;
    private final Span label = new Span();
    private final Span kind = new Span();
    private final Span tail = new Span();
    private final Div rights = new Div();
    private final Div restriction = new Div();
    private final Div status = new Div();
    private final Div checked = new Div();
    private final Div used = new Div();
    private final Div notices = new Div();
    private final Button test = new Button();
    private transient Credential shown;

    /**
     * @param actions null where the person only looks
     * @param addresses that bots call from
     */
    KeyItem(Credential key, @Nullable Actions actions, List<String> addresses) {
        this.actions = actions;
        this.addresses = addresses;
        shown = key;
        addClassName("key");
        Span initials = new Span(KeyWords.initials(key.service()));
        initials.addClassName("key-initials");
        initials.getElement().setAttribute("aria-hidden", "true");
        label.addClassName("strong");
        kind.addClassName("help");
        Div name = new Div(label, kind);
        name.addClassNames("stack-tight", "key-name");
        tail.addClassName("mono");
        rights.addClassName("key-rights");
        checked.addClassName("help");
        used.addClassName("help");
        notices.addClassName("key-notices");
        Div line = new Div(initials, name, cell("tail", tail));
        line.addClassName("key-line");
        if (key.service().kind() == KeyService.Kind.EXCHANGE) {
            line.add(cell("rights", rights), cell("restriction", restriction));
        }
        line.add(cell("used", used), cell("checked", status, checked));
        if (actions != null) {
            line.add(buttons(actions));
        }
        add(line, notices);
    }

    Credential shown() {
        return shown;
    }

    /** What its owner can do with it; null where the person only looks. */
    @Nullable Actions actions() {
        return actions;
    }

    /** Whether it was shown at all. */
    boolean isDrawn() {
        return !label.getText().isEmpty();
    }

    private Div cell(String name, Component... parts) {
        Span heading = new Span(texts.get("secrets.column." + name));
        heading.addClassName("key-heading");
        Div value = new Div(parts);
        value.addClassName("key-value");
        Div cell = new Div(heading, value);
        cell.addClassNames("key-cell", "key-" + name);
        return cell;
    }

    private Component buttons(Actions acts) {
        test.setText(texts.get("secrets.test"));
        test.addClickListener(click -> acts.test(shown));
        MenuBar more = new MenuBar();
        more.addThemeVariants(MenuBarVariant.TERTIARY);
        MenuItem root = more.addItem(Lucide.ELLIPSIS.svg());
        root.setAriaLabel(texts.get("secrets.more", shown.label()));
        root.getSubMenu().addItem(texts.get("secrets.replace"), click -> acts.replace(shown));
        root.getSubMenu()
                .addItem(texts.get("secrets.delete"), click -> acts.delete(shown))
                .addClassName("destructive");
        Div buttons = new Div(test, more);
        buttons.addClassName("key-buttons");
        return buttons;
    }

    /** Shows the key as it is now; its buttons keep their place and the focus. */
    void show(Credential key, Instant now) {
        shown = key;
        label.setText(key.label());
        kind.setText(KeyWords.kind(texts, key));
        tail.setText("•••• " + (key.last4().isEmpty() ? "••••" : key.last4()));
        tail.getElement()
                .setAttribute(
                        "aria-label",
                        key.last4().isEmpty()
                                ? texts.get("secrets.tail.hidden")
                                : texts.get("secrets.tail", key.last4()));
        tail.getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", key.label());
        rights.removeAll();
        if (key.rights().isEmpty()) {
            rights.add(quiet(texts.get("secrets.right.unknown")));
        } else {
            for (KeyRight right : KeyRight.values()) {
                rights.add(KeyWords.right(texts, right, key.rights().contains(right)));
            }
        }
        restriction.removeAll();
        restriction.add(restriction(key));
        status.removeAll();
        status.add(status(key.status()));
        test.setEnabled(key.status() != Credential.Status.CHECKING);
        test.setAriaLabel(texts.get("secrets.test.what", key.label()));
        notices.removeAll();
        key.warnings().forEach(warning -> notices.add(notice(key, warning)));
        if (key.status() == Credential.Status.UNVERIFIED) {
            notices.add(
                    new Notice(
                            Tone.QUIET,
                            Lucide.INFO,
                            texts.get("secrets.unverified"),
                            texts.get("secrets.unverified.text")));
        }
        notices.setVisible(notices.getComponentCount() > 0);
        age(now);
    }

    /** Only the ages, which change by themselves. */
    void age(Instant now) {
        when(checked, shown.checkedAt(), now, "secrets.checked.never");
        when(used, shown.usedAt(), now, "secrets.used.never");
    }

    private void when(Div place, @Nullable Instant at, Instant now, String never) {
        if (at == null) {
            place.setText(texts.get(never));
            place.getElement().removeAttribute("title");
            return;
        }
        Duration age = Duration.between(at, now);
        place.setText(
                age.toSeconds() < 60
                        ? texts.get("secrets.just-now", formats.recent(at, now))
                        : formats.ago(age) + " · " + formats.recent(at, now));
        place.getElement().setAttribute("title", formats.exactDateTime(at));
    }

    private Span quiet(String text) {
        Span span = new Span(text);
        span.addClassName("help");
        return span;
    }

    private Component restriction(Credential key) {
        if (key.ipRestricted() == null) {
            return quiet(texts.get("secrets.ip.unknown"));
        }
        return key.ipRestricted()
                ? KeyWords.toned(Tone.OK, Lucide.SHIELD_CHECK, texts.get("secrets.ip.yes"))
                : KeyWords.toned(Tone.WARN, Lucide.TRIANGLE_ALERT, texts.get("secrets.ip.no"));
    }

    private Component status(Credential.Status now) {
        String word = texts.get("secrets.status." + now.word());
        return switch (now) {
            case OK -> KeyWords.toned(Tone.OK, Lucide.CIRCLE_CHECK, word);
            case UNVERIFIED -> KeyWords.toned(Tone.WARN, Lucide.CIRCLE_QUESTION_MARK, word);
            case CHECKING -> KeyWords.toned(Tone.BUSY, Lucide.LOADER, word);
            case FAILED -> KeyWords.toned(Tone.ERR, Lucide.CIRCLE_X, word);
        };
    }

    private Notice notice(Credential key, KeyWarning warning) {
        boolean fault = key.fault().filter(warning::equals).isPresent();
        Notice notice =
                new Notice(
                        fault ? Tone.ERR : Tone.WARN,
                        fault ? Lucide.OCTAGON_X : Lucide.TRIANGLE_ALERT,
                        "",
                        texts.get(warning.message()));
        notice.getElement().removeAttribute("role");
        if (ABOUT_ADDRESSES.contains(warning.code())) {
            addresses.forEach(address -> notice.add(new CopyButton(address)));
        }
        Actions acts = actions;
        if (fault && acts != null) {
            Button replace = new Button(texts.get("secrets.replace"), click -> acts.replace(shown));
            notice.add(replace);
        }
        return notice;
    }
}
