package io.sath.platform.journal;

import io.sath.platform.shared.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the bot's codes say to a person; values are named in the texts as {@code [name]}. */
final class ReasonTexts {
    private ReasonTexts() {}

    static String decision(String code, Map<String, String> values, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "journal.decision." + code;
        if (!texts.has(key)) {
            return values.isEmpty() ? code : code + " (" + listed(values) + ")";
        }
        String text = texts.get(key);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("[" + value.getKey() + "]", value.getValue());
        }
        return text;
    }

    static String exit(String code, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "journal.exit." + code;
        return texts.has(key) ? texts.get(key) : code;
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
