package io.sath.platform.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often log-in, sign-up and mails may be tried, per network address and per e-mail.
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

    private final AccountSettings settings;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofHours(1))
                    .build();

    AttemptLimits(AccountSettings settings) {
        this.settings = settings;
    }

    /**
     * Counts an attempt; null where it may go on, else how long to wait.
     *
     * @param email in its one form, or null where the attempt names none
     */
    @Nullable Duration take(Kind kind, String address, @Nullable String email) {
        Duration wait = take(kind + " from " + address, settings.attemptsPerAddress());
        return wait == null && email != null
                ? take(kind + " of " + email, settings.attempts())
                : wait;
    }

    /** The attempt succeeded and does not count. */
    void giveBack(Kind kind, String address, String email) {
        giveBack(kind, address);
        bucket(kind + " of " + email, settings.attempts()).addTokens(1);
    }

    /** As {@link #giveBack(Kind, String, String)} for an attempt that named no e-mail. */
    void giveBack(Kind kind, String address) {
        bucket(kind + " from " + address, settings.attemptsPerAddress()).addTokens(1);
    }

    private @Nullable Duration take(String key, int attempts) {
        ConsumptionProbe probe = bucket(key, attempts).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket(String key, int attempts) {
        return buckets.get(
                key,
                absent ->
                        Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(attempts)
                                                .refillIntervally(attempts, settings.window()))
                                .build());
    }
}
