package io.sath.platform.orchestration.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program that ran once said and how it ended.
 *
 * @param lines of its standard output, the first {@value #MAX_LINES}, each cut at {@link
 *     Output#MAX_LINE_BYTES}
 * @param exitCode null where nobody could see it, or it had to be ended
 * @param timedOut it did not end in time and was ended
 */
public record Once(List<String> lines, @Nullable Integer exitCode, boolean timedOut) {
    public static final int MAX_LINES = 200;

    public Once {
        lines = List.copyOf(lines);
    }
}
