package io.sath.platform.bots;

import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import java.util.Locale;

/** The words for people of the codes by which a bot says why it does not run freely. */
final class BotReasons {
    private BotReasons() {}

    static Text text(String code) {
        String key = "bots.reason.code." + code;
        return Texts.in(Locale.ENGLISH).has(key)
                ? Text.of(key)
                : Text.of("bots.reason.other", code);
    }
}
