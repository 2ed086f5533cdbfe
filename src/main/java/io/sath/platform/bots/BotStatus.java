package io.sath.platform.bots;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Text;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a bot is, from what is seen of its process, its heartbeat and its records.
 *
 * @param since when it came into this state
 * @param reason why, where there is more to say than the state's name
 * @param operatorsReason as {@code reason}, with what operators alone are told, such as the words
 *     of the cluster
 * @param desired whether its tenant wants it on
 * @param revision of the configuration that is saved
 * @param appliedRevision of the configuration that the running bot has taken; null if none is known
 * @param startedAt when its process began, null where none runs
 * @param restarts how often it was started again without being asked to, since it was started
 * @param node the machine it runs on, null where none runs
 */
public record BotStatus(
        BotId botId,
        State state,
        Instant since,
        @Nullable Text reason,
        @Nullable Text operatorsReason,
        boolean desired,
        BotConfig.Venue venue,
        BotConfig.Mode mode,
        long revision,
        @Nullable Long appliedRevision,
        @Nullable Instant lastBeatAt,
        @Nullable Instant startedAt,
        int restarts,
        int openPositions,
        Entries entries,
        @Nullable String node) {

    /** What a bot is seen to do. */
    public enum State implements BotConfig.Word {
        STOPPED,
        STARTING,
        RUNNING,
        EXIT_ONLY,
        STOPPING,
        ERROR,
        CRASH_LOOPING
    }

    /** Whether the exposure may be raised, why not, and until when that holds without renewal. */
    public record Entries(boolean allowed, @Nullable Text reason, @Nullable Instant until) {}

    /** The status as {@code api.md} has it, its reasons in a person's language. */
    public Json json(Locale locale) {
        return json(reason, locale);
    }

    /** As {@link #json}, for operators. */
    public Json operatorsJson(Locale locale) {
        return json(operatorsReason, locale);
    }

    private Json json(@Nullable Text why, Locale locale) {
        return new Json(
                botId.value(),
                state.word(),
                since,
                in(locale, why),
                desired ? "on" : "off",
                venue.word(),
                mode.word(),
                revision,
                appliedRevision,
                lastBeatAt,
                startedAt,
                restarts,
                openPositions,
                new Json.Entries(entries.allowed(), in(locale, entries.reason()), entries.until()));
    }

    private static @Nullable String in(Locale locale, @Nullable Text text) {
        return text == null ? null : text.in(locale);
    }

    /** The answer of {@code GET bot/status}; what its fields say stands at {@link BotStatus}. */
    public record Json(
            String botId,
            String state,
            Instant since,
            @Nullable String reason,
            String desired,
            String venue,
            String mode,
            long revision,
            @Nullable Long appliedRevision,
            @Nullable Instant lastBeatAt,
            @Nullable Instant startedAt,
            int restarts,
            int openPositions,
            Entries entries) {
        public record Entries(boolean allowed, @Nullable String reason, @Nullable Instant until) {}
    }
}
