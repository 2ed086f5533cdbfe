package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.orchestration.Orders.Quota;
import io.sath.platform.orchestration.output.LedgerView;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a bot may do without asking again: open positions for 72 h, and the month's trades. */
final class Lease {
    private static final UUID NO_LEDGER = new UUID(0, 0);

    private Lease() {}

    /** Whether it has to be renewed: half of it is over, or it is of another month or ledger. */
    static boolean isDue(Orders orders, @Nullable UUID ledger, Instant now) {
        Instant until = orders.granted().until();
        Quota quota = orders.granted().quota();
        if (until == null || quota == null) {
            return true;
        }
        boolean halfOver = !now.isBefore(until.minus(Orders.LEASE.dividedBy(2)));
        boolean limited = quota.left() != null;
        return (halfOver && !until.equals(orders.granted().paidUntil()))
                || !quota.month().equals(month(now))
                || (limited && ledger != null && !ledger.equals(quota.ledger()));
    }

    static Orders renewed(
            Orders orders, Brief brief, @Nullable UUID ledger, LedgerView ledgers, Instant now) {
        Instant full = now.plus(Orders.LEASE);
        Instant paid = brief.paidUntil();
        Instant until = paid != null && paid.isBefore(full) ? paid : full;
        Long monthly = brief.tradesPerMonth();
        YearMonth month = month(now);
        if (monthly == null) {
            return orders.leased(until, paid, new Quota(null, month, null, 0, ledger));
        }
        LedgerView.Counted counted =
                ledgers.counted(
                        brief.wanted().tenant(),
                        brief.wanted().bot(),
                        ledger == null ? NO_LEDGER : ledger,
                        month);
        long left = Math.max(0, monthly - counted.trades());
        return orders.leased(until, paid, new Quota(monthly, month, left, counted.asOf(), ledger));
    }

    private static YearMonth month(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC));
    }
}
