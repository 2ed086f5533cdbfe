package io.sath.platform.database;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to act in a duty, as of one epoch of its leadership.
 *
 * <p>What is done under a mandate ({@link #call}, {@link #run}) writes to tenants' tables only
 * while the epoch is the newest: each transaction of {@link TenantScope} on that thread begins with
 * the question, and a new leader waits for the transactions that were told yes. Elsewhere {@link
 * #require} asks. Whoever is told no gets {@link Lost} and has changed nothing.
 */
public final class Mandate {
    private static final ScopedValue<Mandate> AT_HAND = ScopedValue.newInstance();

    /**
     * A replica that stands still inside a transaction must not hold up its successor for long. The
     * row stays as it is until the transaction ends.
     */
    private static final String NEWEST =
            """
            SELECT epoch, set_config('idle_in_transaction_session_timeout', '10s', true)
            FROM leaderships WHERE duty = ? FOR SHARE
            """;

    private final String duty;
    private final long epoch;
    private final JdbcClient jdbc;

    Mandate(String duty, long epoch, JdbcClient jdbc) {
        this.duty = duty;
        this.epoch = epoch;
        this.jdbc = jdbc;
    }

    /** Another replica leads by now. Stop; it does the work. */
    public static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(String duty, long epoch) {
            super("another replica leads " + duty + " since epoch " + epoch);
        }
    }

    public long epoch() {
        return epoch;
    }

    /**
     * Throws {@link Lost} where the epoch is no longer the newest; in a transaction until its end.
     */
    public void require() {
        require(jdbc);
    }

    /** Does {@code work} under this mandate. */
    public <T extends @Nullable Object> T call(Supplier<T> work) {
        return ScopedValue.where(AT_HAND, this).call(work::get);
    }

    /** As {@link #call}, without an answer. */
    public void run(Runnable work) {
        ScopedValue.where(AT_HAND, this).run(work);
    }

    /** Asks, where the thread is under a mandate, inside the transaction of {@code jdbc}. */
    static void requireAtHand(JdbcClient jdbc) {
        if (AT_HAND.isBound()) {
            AT_HAND.get().require(jdbc);
        }
    }

    private void require(JdbcClient inTransaction) {
        long newest =
                inTransaction
                        .sql(NEWEST)
                        .param(duty)
                        .query((row, n) -> row.getLong(1))
                        .optional()
                        .orElse(0L);
        if (newest != epoch) {
            throw new Lost(duty, epoch);
        }
    }
}
