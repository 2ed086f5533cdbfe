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
 * @param entriesUntil until when entries may pass without renewal
 * @param paidUntil up to when entries are paid for, as of the last renewal; null: no end
 * @param act the act of a person that {@code deaths} and what follows from them began after
 * @param startedAct the act as of the last start
 * @param deaths when it died since, oldest first
 * @param countedInstance the ended instance whose end was looked at already
 * @param reports how often it was started to report after its end
 * @param stopTried the act of the last ordered stop that it has carried out
 */
record Orders(
        long epoch,
        @Nullable Opening opening,
        @Nullable Resend resend,
        @Nullable Instant entriesUntil,
        @Nullable Instant paidUntil,
        @Nullable Quota quota,
        long act,
        long startedAct,
        List<Instant> deaths,
        @Nullable Instant gaveUpAt,
        @Nullable String countedInstance,
        int reports,
        long stopTried,
        boolean incomplete) {
    static final Duration LEASE = Duration.ofHours(72);
    private static final int MAX_DEATHS = 20;
    static final Orders NONE =
            new Orders(0, null, null, null, null, null, 0, 0, List.of(), null, null, 0, 0, false);

    Orders {
        deaths = List.copyOf(deaths);
    }

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

    /** After a person's act: the past does not count. */
    Orders acted(long now) {
        return now == act
                ? this
                : new Orders(
                        epoch,
                        opening,
                        resend,
                        entriesUntil,
                        paidUntil,
                        quota,
                        now,
                        startedAct,
                        List.of(),
                        null,
                        countedInstance,
                        0,
                        stopTried,
                        false);
    }

    Orders ended(String instance, boolean death, Instant at) {
        List<Instant> all = new ArrayList<>(deaths);
        if (death) {
            all.add(at);
        }
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                all.size() > MAX_DEATHS ? all.subList(all.size() - MAX_DEATHS, all.size()) : all,
                gaveUpAt,
                instance,
                reports,
                stopTried,
                incomplete);
    }

    Orders started() {
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                act,
                deaths,
                null,
                countedInstance,
                reports,
                stopTried,
                false);
    }

    Orders gaveUp(Instant at) {
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                at,
                countedInstance,
                reports,
                stopTried,
                incomplete);
    }

    Orders reported() {
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports + 1,
                stopTried,
                incomplete);
    }

    Orders stopTried(long byAct) {
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports,
                byAct,
                incomplete);
    }

    Orders incomplete(boolean is) {
        return new Orders(
                epoch,
                opening,
                resend,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports,
                stopTried,
                is);
    }

    Orders opening(Opening granted) {
        return new Orders(
                granted.epoch(),
                granted,
                null,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports,
                stopTried,
                incomplete);
    }

    Orders resend(@Nullable Resend asked) {
        return new Orders(
                epoch,
                opening,
                asked,
                entriesUntil,
                paidUntil,
                quota,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports,
                stopTried,
                incomplete);
    }

    Orders leased(Instant until, @Nullable Instant paid, Quota trades) {
        return new Orders(
                epoch,
                opening,
                resend,
                until,
                paid,
                trades,
                act,
                startedAct,
                deaths,
                gaveUpAt,
                countedInstance,
                reports,
                stopTried,
                incomplete);
    }
}
