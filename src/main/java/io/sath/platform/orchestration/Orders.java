package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.LedgerView;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the platform itself keeps for a bot and tells it beside its configuration.
 *
 * @param epoch the highest that was ever given out
 * @param opening of the newest store
 * @param granted what it may do without asking again
 * @param past what became of its runs since a person last acted
 */
record Orders(
        long epoch,
        @Nullable Opening opening,
        @Nullable Resend resend,
        Granted granted,
        Past past) {
    static final Duration LEASE = Duration.ofHours(72);
    private static final int MAX_DEATHS = 20;
    static final Orders NONE =
            new Orders(
                    0,
                    null,
                    null,
                    new Granted(null, null, null),
                    new Past(0, 0, List.of(), null, null, 0, 0, false));

    /** What a new store begins with. */
    record Opening(UUID ledger, long epoch, LedgerView.Opening books) {}

    /** The records that were asked for again, and when. */
    record Resend(UUID ledger, long from, Instant at) {}

    /** The lease of trades; {@code monthly} and {@code left} null: no limit. */
    record Quota(
            @Nullable Long monthly,
            YearMonth month,
            @Nullable Long left,
            long asOf,
            @Nullable UUID ledger) {}

    /**
     * The lease of entries.
     *
     * @param until until when entries may pass without renewal
     * @param paidUntil up to when they are paid for, as of the last renewal; null: no end
     */
    record Granted(@Nullable Instant until, @Nullable Instant paidUntil, @Nullable Quota quota) {}

    /**
     * The past that counts.
     *
     * @param act the act of a person that it began after
     * @param startedAct the act as of the last start
     * @param deaths when it died since, oldest first
     * @param countedInstance the ended instance whose end was looked at already
     * @param reports how often it was started to report after its end
     * @param stopTried the act of the last ordered stop that it has carried out
     */
    record Past(
            long act,
            long startedAct,
            List<Instant> deaths,
            @Nullable Instant gaveUpAt,
            @Nullable String countedInstance,
            int reports,
            long stopTried,
            boolean incomplete) {
        Past {
            deaths = List.copyOf(deaths);
        }

        private Past forgotten(long now) {
            return new Past(now, startedAct, List.of(), null, countedInstance, 0, stopTried, false);
        }

        private Past died(List<Instant> all, @Nullable Instant gaveUp, @Nullable String counted) {
            return new Past(act, startedAct, all, gaveUp, counted, reports, stopTried, incomplete);
        }
    }

    /** After a person's act: the past does not count. */
    Orders acted(long now) {
        return now == past.act() ? this : with(past.forgotten(now));
    }

    /** Another build of the program: neither does what the one before did. */
    Orders forgiven() {
        return with(past.forgotten(past.act()));
    }

    Orders ended(String instance, boolean death, Instant at) {
        List<Instant> all = new ArrayList<>(past.deaths());
        if (death) {
            all.add(at);
        }
        int first = Math.max(0, all.size() - MAX_DEATHS);
        return with(past.died(all.subList(first, all.size()), past.gaveUpAt(), instance));
    }

    Orders gaveUp(Instant at) {
        return with(past.died(past.deaths(), at, past.countedInstance()));
    }

    Orders started() {
        return with(
                new Past(
                        past.act(),
                        past.act(),
                        past.deaths(),
                        null,
                        past.countedInstance(),
                        past.reports(),
                        past.stopTried(),
                        false));
    }

    Orders reported() {
        return with(told(past.reports() + 1, past.stopTried(), past.incomplete()));
    }

    Orders stopTried(long byAct) {
        return with(told(past.reports(), byAct, past.incomplete()));
    }

    Orders incomplete(boolean is) {
        return with(told(past.reports(), past.stopTried(), is));
    }

    private Past told(int reports, long stopTried, boolean incomplete) {
        return new Past(
                past.act(),
                past.startedAct(),
                past.deaths(),
                past.gaveUpAt(),
                past.countedInstance(),
                reports,
                stopTried,
                incomplete);
    }

    Orders opening(Opening given) {
        return new Orders(given.epoch(), given, null, granted, past);
    }

    Orders resend(@Nullable Resend asked) {
        return new Orders(epoch, opening, asked, granted, past);
    }

    Orders leased(Instant until, @Nullable Instant paid, Quota trades) {
        return new Orders(epoch, opening, resend, new Granted(until, paid, trades), past);
    }

    private Orders with(Past now) {
        return new Orders(epoch, opening, resend, granted, now);
    }
}
