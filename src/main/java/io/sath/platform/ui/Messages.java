package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import java.util.Locale;

/** The texts in the language of the page at hand. */
public final class Messages {
    private final Texts texts;
    private final Locale locale;

    private Messages(Locale locale) {
        this.locale = locale;
        texts = Texts.in(locale);
    }

    /** The texts of the page that this thread works on; English where it works on none. */
    public static Messages current() {
        return new Messages(Formats.currentLocale());
    }

    static Messages of(UI ui) {
        return new Messages(ui.getLocale());
    }

    public String get(String key, Object... values) {
        return texts.get(key, values);
    }

    public String get(Text text) {
        return text.in(locale);
    }

    /** Whether there is a text of this key, for words that come from outside. */
    public boolean has(String key) {
        return texts.has(key);
    }
}
