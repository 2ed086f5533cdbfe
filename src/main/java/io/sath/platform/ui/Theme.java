package io.sath.platform.ui;

import com.vaadin.flow.component.page.ColorScheme;
import java.util.Locale;

/** Light, dark, or as the person's device is set. */
public enum Theme {
    SYSTEM(ColorScheme.Value.SYSTEM),
    LIGHT(ColorScheme.Value.LIGHT),
    DARK(ColorScheme.Value.DARK);

    private final ColorScheme.Value scheme;

    Theme(ColorScheme.Value scheme) {
        this.scheme = scheme;
    }

    ColorScheme.Value scheme() {
        return scheme;
    }

    /** Its word in the API: {@code system}, {@code light} or {@code dark}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The theme of a word; the system's for one that is not known. */
    public static Theme of(String word) {
        for (Theme theme : values()) {
            if (theme.word().equals(word)) {
                return theme;
            }
        }
        return SYSTEM;
    }
}
