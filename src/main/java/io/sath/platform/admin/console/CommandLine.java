package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words and options of a command line, each taken once by who understands it; {@link #end} then
 * refuses what is left. A fault is an {@link AdminFault} with code 2.
 */
final class CommandLine {
    private static final Set<String> OPTIONS =
            Set.of("--url", "--as", "--email", "--password-file", "--name", "--plan");
    private static final Set<String> FLAGS = Set.of("--yes");

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    CommandLine(List<String> line) {
        for (Iterator<String> rest = line.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (OPTIONS.contains(word)) {
                if (!rest.hasNext()) {
                    throw AdminFault.usage(Text.of("admin.console.no-value", word));
                }
                options.put(word, rest.next());
            } else if (FLAGS.contains(word)) {
                options.put(word, "");
            } else if (word.startsWith("--")) {
                throw unknown(word);
            } else {
                words.add(word);
            }
        }
    }

    /** The next word; null where there is none. */
    @Nullable String word() {
        return words.isEmpty() ? null : words.removeFirst();
    }

    /** The value of an option; null where it was not given. */
    @Nullable String option(String name) {
        return options.remove(name);
    }

    boolean flag(String name) {
        return options.remove(name) != null;
    }

    /** Nothing may be left. */
    void end() {
        if (!words.isEmpty()) {
            throw unknown(words.getFirst());
        }
        options.keySet().stream()
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw unknown(name);
                });
    }

    static AdminFault unknown(String word) {
        return AdminFault.usage(Text.of("admin.console.unknown", word));
    }
}
