package io.sath.bot.kernel;

import io.sath.bot.books.Books;
import io.sath.bot.strategy.Reason;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.Settings;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Whether the platform lets the exposure be raised: the mode, the lease's end, and the quota that
 * it leaves. Pure.
 *
 * <p>An open entry order of a trade that has not begun reserves one trade of the quota.
 */
final class EntriesGate {

    private EntriesGate() {}

    /**
     * Why entries do not pass, or null where they do.
     *
     * @param now the wall clock
     * @param countsTrades whether the venue's trades use up the quota
     */
    static @Nullable Reason against(
            Settings settings, Books books, Instant now, boolean countsTrades) {
        Settings.Entries entries = settings.entries();
        if (!entries.open()) {
            return Reason.of(
                    "exit-only", "reason", entries.reason() == null ? "" : entries.reason());
        }
        Instant until = entries.until();
        if (until != null && !now.isBefore(until)) {
            return Reason.of("lease-over", "until", until.toString(), "now", now.toString());
        }
        Settings.Quota quota = settings.quota();
        if (quota == null || !countsTrades) {
            return null;
        }
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        boolean named = month.equals(quota.month());
        Integer allowed = named ? quota.left() : quota.monthly();
        if (allowed == null) {
            return null;
        }
        int used = named ? books.tradesAfter(quota.asOf()) : books.tradesIn(month);
        int reserved = reserved(books);
        if (allowed - used - reserved > 0) {
            return null;
        }
        return Reason.of(
                "quota",
                "month",
                month.toString(),
                "left",
                Integer.toString(allowed),
                "used",
                Integer.toString(used),
                "reserved",
                Integer.toString(reserved));
    }

    private static int reserved(Books books) {
        return (int)
                books.orders().stream()
                        .filter(order ->
                                order.effect() == Effect.ENTRY
                                        && books.holding(order.symbol()) == null)
                        .count();
    }
}
