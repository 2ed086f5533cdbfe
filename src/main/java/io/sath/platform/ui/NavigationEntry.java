package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * SPI: a feature's page in the navigation; each is a bean.
 *
 * @param order within its group, lowest first
 * @param textKey of its name
 * @param role who sees it; the page itself checks again
 * @param key the letter that goes there after {@code g}, or null
 * @param phoneTextKey of its short name in the phone's bottom bar, or null where it is not there
 * @param shown whether it is there for this caller now
 * @param badge a short text beside it for this caller, or null; empty for none
 */
public record NavigationEntry(
        Group group,
        int order,
        String textKey,
        Lucide icon,
        Class<? extends Component> view,
        Role role,
        @Nullable Character key,
        @Nullable String phoneTextKey,
        Predicate<Caller> shown,
        Function<Caller, String> badge) {

    /** The groups of the navigation, in their order. */
    public enum Group {
        OPERATE,
        PREPARE,
        ACCOUNT,
        NOW,
        CUSTOMERS,
        GOVERNANCE;

        /** Whether its pages stand in the operators' frame, not in a workspace's. */
        boolean isForOperators() {
            return switch (this) {
                case OPERATE, PREPARE, ACCOUNT -> false;
                case NOW, CUSTOMERS, GOVERNANCE -> true;
            };
        }

        String textKey() {
            return "ui.nav." + name().toLowerCase(Locale.ROOT);
        }
    }

    public static NavigationEntry of(
            Group group,
            int order,
            String textKey,
            Lucide icon,
            Class<? extends Component> view,
            Role role) {
        return new NavigationEntry(
                group, order, textKey, icon, view, role, null, null, caller -> true, caller -> "");
    }

    /** Reached by {@code g} and this letter. */
    public NavigationEntry key(char letter) {
        return new NavigationEntry(
                group, order, textKey, icon, view, role, letter, phoneTextKey, shown, badge);
    }

    /** Also in the phone's bottom bar, under this short name. */
    public NavigationEntry onPhone(String shortTextKey) {
        return new NavigationEntry(
                group, order, textKey, icon, view, role, key, shortTextKey, shown, badge);
    }

    public NavigationEntry shownIf(Predicate<Caller> condition) {
        return new NavigationEntry(
                group, order, textKey, icon, view, role, key, phoneTextKey, condition, badge);
    }

    public NavigationEntry badge(Function<Caller, String> text) {
        return new NavigationEntry(
                group, order, textKey, icon, view, role, key, phoneTextKey, shown, text);
    }
}
