package io.sath.platform.orchestration.output;

import io.sath.platform.shared.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the bots' codes say to a person. */
public final class BotWords {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private BotWords() {}

    /**
     * A reason of a decision with its numbers; a code without a text is shown as it is, with its
     * values. The texts name values as {@code [name]}.
     */
    public static String reason(String code, Map<String, String> values, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "orchestration.reason." + code;
        if (!texts.has(key)) {
            return values.isEmpty() ? code : code + " (" + listed(values) + ")";
        }
        String text = texts.get(key);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("[" + value.getKey() + "]", written(value.getValue(), locale));
        }
        return text;
    }

    /** Why a position was closed, in a word or two; a code without a text is shown as it is. */
    public static String exit(String code, Locale locale) {
        Texts texts = Texts.in(locale);
        String key = "orchestration.exit." + code;
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
