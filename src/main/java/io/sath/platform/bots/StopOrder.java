package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Text;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bot is to stop, as {@code api.md} has it.
 *
 * @param policy {@code leave}, {@code cancel}, {@code flatten} or {@code exit-only}; null: by the
 *     policy of its configuration
 */
public record StopOrder(@Nullable String policy) {
    /** By the policy of its configuration. */
    public static final StopOrder CONFIGURED = new StopOrder(null);

    private static final String EXIT_ONLY = "exit-only";
    private static final int SHOWN = 60;

    /** The order of a body that may have been left out. */
    public static StopOrder of(@Nullable StopOrder body) {
        return body == null ? CONFIGURED : body;
    }

    /** Whether it is the soft stop, which has no {@link #chosen} policy. */
    public boolean exitOnly() {
        return EXIT_ONLY.equals(policy);
    }

    /** The policy, or null for the configuration's; an unknown word is the Problem invalid. */
    public @Nullable StopPolicy chosen() {
        String word = policy;
        return word == null
                ? null
                : Arrays.stream(StopPolicy.values())
                        .filter(known -> known.word().equals(word))
                        .findFirst()
                        .orElseThrow(() -> unknown(word));
    }

    private static Problem unknown(String word) {
        return Problem.invalid(
                List.of(
                        new FieldFault(
                                "policy",
                                "unknown-policy",
                                word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "…",
                                Text.of("bots.stop.policy"))));
    }
}
