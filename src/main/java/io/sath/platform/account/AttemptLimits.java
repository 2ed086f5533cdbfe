package io.sath.platform.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final Clock clock;
    private final Cache<String, Deque<Instant>> made =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofHours(1))
                    .build();

    AttemptLimits(AccountSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
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
        giveBack(kind + " of " + email);
    }

    /** As {@link #giveBack(Kind, String, String)} for an attempt that named no e-mail. */
    void giveBack(Kind kind, String address) {
        giveBack(kind + " from " + address);
    }

    private @Nullable Duration take(String key, int attempts) {
        Instant now = clock.instant();
        Deque<Instant> times = made.get(key, absent -> new ArrayDeque<>());
        synchronized (times) {
            while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(settings.window()))) {
                times.removeFirst();
            }
            if (times.size() >= attempts) {
                return Duration.between(now.minus(settings.window()), times.getFirst());
            }
            times.addLast(now);
            return null;
        }
    }

    private void giveBack(String key) {
        Deque<Instant> times = made.getIfPresent(key);
        if (times != null) {
            synchronized (times) {
                times.pollLast();
            }
        }
    }
}
