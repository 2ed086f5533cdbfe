package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.html.Span;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Tone;

/** How keys are called and drawn on pages. */
final class KeyWords {
    private KeyWords() {}

    static String service(Messages texts, KeyService service) {
        return texts.get("secrets.service." + service.word());
    }

    /** The service and how its requests are signed: {@code Binance · Ed25519}. */
    static String kind(Messages texts, Credential key) {
        String service = service(texts, key.service());
        return key.algorithm() == null
                ? service
                : service + " · " + texts.get("secrets.algorithm." + key.algorithm().word());
    }

    static String initials(KeyService service) {
        return switch (service) {
            case BINANCE -> "BN";
            case BINANCE_TESTNET -> "TN";
            case POLYMARKET -> "PM";
            case DEEPSEEK -> "DS";
            case OPENAI -> "OA";
            case GEMINI -> "GE";
        };
    }

    /** A right that a key has, or has not; the right to withdraw is a fault. */
    static Chip right(Messages texts, KeyRight right, boolean has) {
        String name = texts.get("secrets.right." + right.word());
        String said = texts.get(has ? "secrets.right.has" : "secrets.right.has-not", name);
        Tone tone = !has ? Tone.QUIET : right == KeyRight.WITHDRAW ? Tone.ERR : Tone.OK;
        Lucide icon = !has ? Lucide.MINUS : right == KeyRight.WITHDRAW ? Lucide.X : Lucide.CHECK;
        Chip chip = new Chip(tone, icon, name);
        chip.getElement().setAttribute("role", "img");
        chip.getElement().setAttribute("aria-label", said);
        return chip;
    }

    /** A word with its icon, in the colour of what it says. */
    static Span toned(Tone tone, Lucide icon, String word) {
        Span span = new Span(icon.svg(), new Span(word));
        span.addClassNames("toned", tone.word());
        return span;
    }
}
