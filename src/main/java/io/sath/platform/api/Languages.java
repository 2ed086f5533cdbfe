package io.sath.platform.api;

import io.sath.platform.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;

/** In which language a request is answered. */
final class Languages {
    private Languages() {}

    /**
     * The first of {@code Accept-Language} that the product speaks; English where there is none.
     */
    static Locale of(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return Locale.ENGLISH;
        }
        for (Locale asked : Collections.list(request.getLocales())) {
            for (Locale spoken : Texts.LOCALES) {
                if (spoken.getLanguage().equals(asked.getLanguage())) {
                    return asked;
                }
            }
        }
        return Locale.ENGLISH;
    }
}
