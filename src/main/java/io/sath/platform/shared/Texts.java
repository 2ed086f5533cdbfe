package io.sath.platform.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Every text that a person reads, in Spanish and in English, by key.
 *
 * <p>Each module keeps its own in {@code i18n/<module>_es.properties} and {@code _en.properties}; a
 * key that is missing in the language asked for is a fault of the build ({@code TextsTests}). Any
 * language but Spanish is answered in English. Texts are {@link MessageFormat}s; numbers in them
 * follow the locale.
 */
public final class Texts {
    /** The languages the product speaks. */
    public static final List<Locale> LOCALES = List.of(Locale.forLanguageTag("es"), Locale.ENGLISH);

    /** The modules that have texts. */
    static final List<String> MODULES =
            List.of(
                    "shared",
                    "database",
                    "ui",
                    "mail",
                    "audit",
                    "account",
                    "tenant",
                    "billing",
                    "secrets",
                    "bots",
                    "orchestration",
                    "logs",
                    "journal",
                    "notification",
                    "dashboard",
                    "api",
                    "admin");

    private static final Map<String, Texts> BY_LANGUAGE =
            Map.of("es", load(LOCALES.get(0)), "en", load(LOCALES.get(1)));

    private final Locale locale;
    private final Map<String, String> patterns;

    private Texts(Locale locale, Map<String, String> patterns) {
        this.locale = locale;
        this.patterns = patterns;
    }

    /** The texts for a person's locale; numbers keep that locale's own form. */
    public static Texts in(Locale locale) {
        Texts texts = BY_LANGUAGE.get(locale.getLanguage().equals("es") ? "es" : "en");
        return new Texts(locale, java.util.Objects.requireNonNull(texts).patterns);
    }

    /**
     * The text of {@code key} with {@code values} filled in; an unknown key is answered as {@code
     * !key!}.
     */
    public String get(String key, Object... values) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            return "!" + key + "!";
        }
        // Most are plain, and to read a pattern takes longer than all else about a text.
        return isPlain(pattern) ? pattern : new MessageFormat(pattern, locale).format(values);
    }

    private static boolean isPlain(String pattern) {
        return pattern.indexOf('{') < 0 && pattern.indexOf('\'') < 0;
    }

    /** Whether there is a text of this key. */
    public boolean has(String key) {
        return patterns.containsKey(key);
    }

    Map<String, String> patterns() {
        return patterns;
    }

    private static Texts load(Locale locale) {
        Map<String, String> all = new HashMap<>();
        for (String module : MODULES) {
            String name = "/i18n/" + module + "_" + locale.getLanguage() + ".properties";
            try (InputStream in = Texts.class.getResourceAsStream(name)) {
                if (in == null) {
                    continue;
                }
                Properties properties = new Properties();
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
                properties.forEach((key, value) -> {
                    if (all.put((String) key, (String) value) != null) {
                        throw new IllegalStateException(
                                "the text " + key + " stands in two modules");
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Texts(locale, Map.copyOf(all));
    }
}
