package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of a kind, or what stands there while there are none. */
final class KeyList extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Function<Credential, KeyItem> make;
    private final transient Component empty;
    private final Div head = new Div();
    private final UnorderedList list = new UnorderedList();
    private final transient Map<KeyId, KeyItem> items = new LinkedHashMap<>();

    KeyList(
            KeyService.Kind kind,
            boolean withActions,
            Function<Credential, KeyItem> make,
            Component empty) {
        super(Messages.current().get("secrets.kind." + word(kind)));
        this.make = make;
        this.empty = empty;
        addClassNames("keys-of", "keys-" + word(kind));
        if (withActions) {
            addClassName("with-actions");
        }
        head.addClassNames("key-line", "key-head");
        head.getElement().setAttribute("aria-hidden", "true");
        Stream<String> columns =
                kind == KeyService.Kind.EXCHANGE
                        ? Stream.of("name", "tail", "rights", "restriction", "used", "checked")
                        : Stream.of("name", "tail", "used", "checked");
        head.add(new Span());
        columns.forEach(column -> head.add(new Span(texts.get("secrets.column." + column))));
        list.addClassName("key-list");
        list.getElement().setAttribute("role", "list");
        with(empty, head, list);
    }

    static String word(KeyService.Kind kind) {
        return switch (kind) {
            case EXCHANGE -> "exchange";
            case AI -> "ai";
        };
    }

    /** Shows these, each in the place it has. */
    void show(List<Credential> keys, Instant now) {
        List<KeyId> order = keys.stream().map(Credential::id).toList();
        if (!order.equals(List.copyOf(items.keySet()))) {
            Map<KeyId, KeyItem> before = new LinkedHashMap<>(items);
            items.clear();
            keys.forEach(key -> {
                KeyItem known = before.get(key.id());
                items.put(key.id(), known == null ? make.apply(key) : known);
            });
            list.removeAll();
            list.add(items.values().stream().map(Component.class::cast).toList());
        }
        for (Credential key : keys) {
            KeyItem item = items.get(key.id());
            if (item != null) {
                show(item, key, now);
            }
        }
        empty.setVisible(keys.isEmpty());
        head.setVisible(!keys.isEmpty());
        list.setVisible(!keys.isEmpty());
    }

    private void show(KeyItem item, Credential key, Instant now) {
        Credential before = item.shown();
        if (item.isDrawn() && before.equals(key)) {
            item.age(now);
            return;
        }
        item.show(key, now);
        boolean answered =
                before.status() == Credential.Status.CHECKING
                        && key.status() != Credential.Status.CHECKING;
        if (answered) {
            LiveRegion.say(
                    Stream.concat(
                                    Stream.of(
                                            texts.get(
                                                    "secrets.answered",
                                                    key.label(),
                                                    texts.get(
                                                            "secrets.status."
                                                                    + key.status().word()))),
                                    key.warnings().stream().map(one -> texts.get(one.message())))
                            .collect(Collectors.joining(" ")));
        }
    }
}
