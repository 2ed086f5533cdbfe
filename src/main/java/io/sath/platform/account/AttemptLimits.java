package io.sath.platform.account;

import io.sath.platform.database.Rate;
import io.sath.platform.database.RateLimits;
import io.sath.platform.database.Take;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often log-in, sign-up and mails may be tried, per network address and per e-mail; while the
 * buckets cannot be reached, nobody may.
 *
 * <p>An attempt is counted before it is made and given back where it succeeded, so that only
 * failures use the limit up, and a thousand at once do not slip through.
 */
@Component
class AttemptLimits {
    enum Kind {
        LOG_IN,
        SIGN_UP,
        FORGOTTEN,
        MAILED_TOKEN
    }

    private final RateLimits limits;
    private final Rate perAddress;
    private final Rate perEmail;

    AttemptLimits(RateLimits limits, AccountSettings settings) {
        this.limits = limits;
        this.perAddress = Rate.strict(settings.attemptsPerAddress(), settings.window());
        this.perEmail = Rate.strict(settings.attempts(), settings.window());
    }

    /**
     * Counts an attempt; null where it may go on, else how long to wait.
     *
     * @param email in its one form, or null where the attempt names none
     */
    @Nullable Duration take(Kind kind, String address, @Nullable String email) {
        Duration wait = take(from(kind, address), perAddress);
        return wait == null && email != null ? take(of(kind, email), perEmail) : wait;
    }

    /**
     * The attempt succeeded and does not count.
     *
     * @param email as it was counted
     */
    void giveBack(Kind kind, String address, @Nullable String email) {
        limits.giveBack(from(kind, address), perAddress);
        if (email != null) {
            limits.giveBack(of(kind, email), perEmail);
        }
    }

    private @Nullable Duration take(String bucket, Rate rate) {
        return switch (limits.tryTake(bucket, rate)) {
            case Take.Taken ignored -> null;
            case Take.Refused(Duration retryAfter) -> retryAfter;
        };
    }

    private static String from(Kind kind, String address) {
        return word(kind) + " from " + RateLimits.networkOf(address);
    }

    private static String of(Kind kind, String email) {
        return word(kind) + " of " + email;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
