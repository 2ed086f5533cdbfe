package io.sath.platform.logs;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotWords;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lines that are made of a record: kept by their values, so that each reader gets them in their own
 * language, and in English beside, which is what a search looks at.
 */
final class Wording {
    /** The codes of lines that are made of values. */
    private static final Set<String> CODES =
            Set.of(
                    "run-started",
                    "run-stopped",
                    "settings-taken",
                    "settings-refused",
                    "lines-lost",
                    "line-unknown",
                    "lines-not-stored",
                    "bot-dropped",
                    "order",
                    "order-failed",
                    "fill",
                    "candle",
                    "decision");

    /** Values that are words, by code: each is said in the reader's language. */
    private static final Map<String, Set<Integer>> WORDS =
            Map.of(
                    "order", Set.of(0, 3, 4),
                    "order-failed", Set.of(0, 3, 4),
                    "fill", Set.of(0),
                    "decision", Set.of(0));

    /** Stands between the parts of a reason; the texts of bots hold no control characters. */
    private static final String PART = "\u001E";

    private static final int DECISION_HEAD = 3;

    private Wording() {}

    /** The message of a line in a language; {@code otherwise} where it is not made of values. */
    static String message(String code, List<String> values, Locale locale, String otherwise) {
        if (!CODES.contains(code)) {
            return otherwise;
        }
        Texts texts = Texts.in(locale);
        Set<Integer> words = WORDS.getOrDefault(code, Set.of());
        List<Object> said = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            said.add(words.contains(i) ? word(texts, values.get(i)) : values.get(i));
        }
        if (code.equals("decision") && values.size() >= DECISION_HEAD) {
            String reasons = reasons(values.subList(DECISION_HEAD, values.size()), locale);
            said = new ArrayList<>(said.subList(0, DECISION_HEAD));
            said.add(reasons);
        }
        return new Text("logs.line." + code, said).in(locale);
    }

    private static String word(Texts texts, String word) {
        String key = "logs.word." + word;
        return texts.has(key) ? texts.get(key) : word;
    }

    private static String reasons(List<String> encoded, Locale locale) {
        List<String> said = new ArrayList<>();
        for (String reason : encoded) {
            String[] parts = reason.split(PART, -1);
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 1; i + 1 < parts.length; i += 2) {
                values.put(parts[i], parts[i + 1]);
            }
            said.add(BotWords.reason(parts[0], values, locale));
        }
        return String.join(" ", said);
    }

    /** A decision's values: what, of what, by whom, and each reason. */
    static List<String> decision(BotRecord.Decision decision) {
        List<String> values = new ArrayList<>();
        values.add(LogText.clean(decision.action()));
        values.add(LogText.clean(decision.symbol()));
        values.add(LogText.clean(decision.strategy()));
        for (BotRecord.Reason reason : decision.why()) {
            StringBuilder parts = new StringBuilder(LogText.clean(reason.code()));
            reason.values()
                    .forEach((name, value) ->
                            parts.append(PART)
                                    .append(LogText.clean(name))
                                    .append(PART)
                                    .append(LogText.clean(value)));
            values.add(parts.toString());
        }
        return values;
    }
}
