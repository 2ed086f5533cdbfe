package io.sath.platform.journal;

import io.sath.platform.shared.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the bot's codes say to a person; values are named in the texts as {@code [name]}. */
final class ReasonTexts {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private ReasonTexts() {}

    static String decision(String code, Map<String, String> values, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "journal.decision." + code;
        if (!texts.has(key)) {
            return values.isEmpty() ? code : code + " (" + listed(values) + ")";
        }
        String text = texts.get(key);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("[" + value.getKey() + "]", written(value.getValue(), locale));
        }
        return text;
    }

    static String exit(String code, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "journal.exit." + code;
        return texts.has(key) ? texts.get(key) : code;
    }

    /** A number as the person writes it, as exact as the bot said it; anything else as it is. */
    private static String written(String value, Locale locale) {
        if (!NUMBER.matcher(value).matches()) {
            return value;
        }
        BigDecimal number = new BigDecimal(value);
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMinimumFractionDigits(number.scale());
        format.setMaximumFractionDigits(number.scale());
        return format.format(number).replace('-', '\u2212');
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
