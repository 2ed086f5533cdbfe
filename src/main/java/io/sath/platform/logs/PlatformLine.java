package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.shared.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines of the platform about a bot: a text by its code, kept in English beside its values. */
final class PlatformLine {
    private PlatformLine() {}

    static LogLine of(
            UUID id,
            Instant at,
            @Nullable UUID run,
            @Nullable Long seq,
            Level level,
            String code,
            Object... values) {
        List<String> words =
                Arrays.stream(values).map(value -> LogText.clean(String.valueOf(value))).toList();
        return new LogLine(
                id,
                at,
                level,
                LogLine.Source.PLATFORM,
                code,
                new Text("logs.line." + code, List.copyOf(words)).in(Locale.ENGLISH),
                words,
                run,
                seq);
    }
}
