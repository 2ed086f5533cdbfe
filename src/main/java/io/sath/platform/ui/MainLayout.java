package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import io.sath.platform.shared.Caller;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The shell around the pages of a workspace: its navigation in the drawer, the features' parts in
 * the bar. Operators find the way to their own pages in it.
 */
@PermitAll
public final class MainLayout extends Shell {
    private static final long serialVersionUID = 1L;

    public MainLayout(
            CurrentCaller current,
            ObjectProvider<SignedIn> people,
            ObjectProvider<NavigationEntry> entries,
            ObjectProvider<TopBarPart> parts) {
        Caller caller = current.get();
        Optional<SignedIn> signedIn = Optional.ofNullable(people.getIfAvailable());
        super(
                caller,
                entries.stream().filter(entry -> !entry.group().isForOperators()),
                signedIn.<Component>map(source -> new WorkspaceSwitcher(caller, source))
                        .map(List::of)
                        .orElse(List.of()),
                feet(caller, signedIn, entries),
                topBar(caller, signedIn, parts));
    }

    private static List<Component> feet(
            Caller caller, Optional<SignedIn> people, ObjectProvider<NavigationEntry> entries) {
        List<Component> feet = new ArrayList<>();
        visible(caller, entries.stream().filter(entry -> entry.group().isForOperators())).stream()
                .findFirst()
                .ifPresent(first ->
                        feet.add(OperatorLayout.way("ui.operators", Lucide.SERVER, first.view())));
        people.ifPresent(source -> feet.add(new UserMenu(source, caller)));
        return feet;
    }

    private static Component topBar(
            Caller caller, Optional<SignedIn> people, ObjectProvider<TopBarPart> parts) {
        ModeStrip strip = new ModeStrip(UI.getCurrent());
        Div bar = new Div();
        bar.addClassName("top-bar");
        Div home = new Div(new Logo());
        home.addClassName("top-home");
        people.ifPresent(source -> home.add(new WorkspaceSwitcher(caller, source)));
        bar.add(home);
        for (TopBarPart.Side side : TopBarPart.Side.values()) {
            Div place = new Div();
            place.addClassNames(
                    "top-side", side == TopBarPart.Side.LEFT ? "top-left" : "top-right");
            parts.stream()
                    .filter(part -> part.side() == side)
                    .sorted(Comparator.comparingInt(TopBarPart::order))
                    .map(part -> part.create(caller, strip))
                    .flatMap(Optional::stream)
                    .forEach(place::add);
            bar.add(place);
        }
        return bar;
    }
}
