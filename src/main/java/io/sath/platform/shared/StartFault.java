package io.sath.platform.shared;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why the platform cannot start, as one sentence that says what to do.
 *
 * <p>Thrown while the platform starts; the person at the console reads the sentence in the language
 * of the machine, and no stack trace.
 */
public final class StartFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Text text;

    public StartFault(Text text, @Nullable Throwable cause) {
        super(text.in(Locale.ENGLISH), cause);
        this.text = text;
    }

    public StartFault(Text text) {
        this(text, null);
    }

    /** The sentence, not yet in a language. */
    public Text text() {
        return text;
    }
}
