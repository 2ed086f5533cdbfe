package io.sath.platform.mail;

import io.sath.platform.shared.Text;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a mail says, before it has a form.
 *
 * @param to the recipient's address, already checked
 * @param locale the recipient's language
 * @param paragraphs in reading order
 * @param action the one thing to do, or null for a mail that only tells
 */
public record Letter(
        String to, Locale locale, Text subject, List<Text> paragraphs, @Nullable Action action) {
    public Letter {
        paragraphs = List.copyOf(paragraphs);
    }

    /** A button with the page that it opens; opening alone changes nothing. */
    public record Action(Text label, URI link) {}
}
