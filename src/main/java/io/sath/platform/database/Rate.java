package io.sath.platform.database;

import java.time.Duration;

/**
 * How often something may be done: {@code tokens} in each {@code per}, which begins with the first;
 * then all of them anew.
 *
 * @param tokens above 0
 * @param outage what holds while the database does not answer
 */
public record Rate(int tokens, Duration per, Outage outage) {
    /** What holds while the store of the buckets does not answer. */
    public enum Outage {
        /** Nobody may: the Problem unavailable. For log-in, sign-up and keys. */
        REFUSE,
        /** Each replica counts for itself, at the same rate. For reading and ordinary work. */
        COUNT_LOCALLY
    }

    public Rate {
        if (tokens < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a rate is at least 1 token in a time above 0");
        }
    }

    /** So many a minute; counted locally in an outage. */
    public static Rate perMinute(int tokens) {
        return new Rate(tokens, Duration.ofMinutes(1), Outage.COUNT_LOCALLY);
    }

    /** So many in a time; refused in an outage. */
    public static Rate strict(int tokens, Duration per) {
        return new Rate(tokens, per, Outage.REFUSE);
    }
}
