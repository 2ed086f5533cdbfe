package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.orchestration.Planner.Action;
import io.sath.platform.orchestration.Planner.Seen;
import io.sath.platform.orchestration.Planner.Wanted;
import io.sath.platform.orchestration.output.BotRecord.RunState;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannerTests {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Observed ABSENT = new Observed.Absent();
    private final Planner planner = new Planner(RestartPolicy.STANDARD);

    @Nested
    class WantedOn {
        @Test
        void whatIsAbsentIsStarted() {
            assertThat(on(seen(ABSENT))).isEqualTo(new Action.Apply());
        }

        @Test
        void whatRunsAsWantedIsLeftAlone() {
            assertThat(on(seen(running("a", 5)))).isEqualTo(new Action.Nothing());
        }

        @Test
        void otherSettingsOrAnotherSpecAreApplied() {
            assertThat(on(seen(running("a", 4)))).isEqualTo(new Action.Apply());
            assertThat(on(seen(running("b", 5)))).isEqualTo(new Action.Apply());
        }

        @Test
        void aRunThatIsEndingIsWaitedFor() {
            Observed ending = new Observed.Running("1", "b", 4, NOW.minusSeconds(100), "n", true);
            assertThat(on(seen(ending))).isEqualTo(new Action.Nothing());
        }

        @Test
        void oneThatIsSilentForAMinuteIsEndedAsDead() {
            assertThat(on(heard(running("a", 5), NOW.minusSeconds(59))))
                    .isEqualTo(new Action.Nothing());
            assertThat(on(heard(running("a", 5), NOW.minusSeconds(60))))
                    .isEqualTo(new Action.End(true));
        }

        @Test
        void oneThatIsSilentTogetherWithManyIsSparedForNow() {
            Instant later = NOW.plusSeconds(6);
            Observed old = running("a", 5);
            assertThat(on(new SeenBuilder(old).heardAt(NOW.minusSeconds(60)).spared(later).build()))
                    .isEqualTo(new Action.Wait(later));
        }

        @Test
        void theSilenceOfAFormerRunIsNotTheNewOnes() {
            Observed fresh = new Observed.Running("2", "a", 5, NOW.minusSeconds(1), "n", false);
            assertThat(on(heard(fresh, NOW.minusSeconds(3_600)))).isEqualTo(new Action.Nothing());
        }

        @Test
        void oneThatNeverSaidAnythingIsEndedThreeMinutesAfterItsStart() {
            assertThat(on(new SeenBuilder(began(179)).heardAt(null).build()))
                    .isEqualTo(new Action.Nothing());
            assertThat(on(new SeenBuilder(began(180)).heardAt(null).build()))
                    .isEqualTo(new Action.End(true));
        }

        private static Observed began(long secondsAgo) {
            return new Observed.Running("1", "a", 5, NOW.minusSeconds(secondsAgo), "n", false);
        }

        @Test
        void oneThatStoppedByAnOldOrderIsEndedAndIsNoDeath() {
            assertThat(on(new SeenBuilder(running("a", 5)).stopped("ordered").build()))
                    .isEqualTo(new Action.End(false));
        }

        @Test
        void aFaultThatNoRestartCuresIsLeftIdlingUntilAPersonActs() {
            assertThat(
                            on(
                                    new SeenBuilder(running("a", 5))
                                            .stopped("venue-refused")
                                            .startedAct(3)
                                            .build()))
                    .isEqualTo(new Action.Nothing());
            assertThat(
                            on(
                                    new SeenBuilder(running("a", 5))
                                            .stopped("venue-refused")
                                            .startedAct(2)
                                            .build()))
                    .isEqualTo(new Action.End(false));
        }

        @Test
        void missingSecretsAreCuredByANewStart() {
            assertThat(on(new SeenBuilder(running("a", 5)).stopped("secrets").build()))
                    .isEqualTo(new Action.End(true));
        }

        @Test
        void oneThatEndedAsAskedStartsAtOnce() {
            assertThat(on(seen(ended(Cause.ASKED, NOW)))).isEqualTo(new Action.Apply());
        }

        @Test
        void oneThatDiedWaitsAndThenStarts() {
            Seen dead = new SeenBuilder(ended(Cause.ITSELF, NOW)).deaths(List.of(NOW)).build();
            assertThat(on(dead)).isInstanceOf(Action.Wait.class);
            assertThat(planner.next(wanted(true, null), dead, 1, NOW.plusSeconds(2)))
                    .isEqualTo(new Action.Apply());
        }

        @Test
        void whyItEndedIsReadBeforeItIsJudged() {
            Seen unread = new SeenBuilder(ended(Cause.ITSELF, NOW)).drained(false).build();
            assertThat(on(unread)).isInstanceOf(Action.Wait.class);
            assertThat(planner.next(wanted(true, null), unread, 1, NOW.plusSeconds(10)))
                    .isEqualTo(new Action.Apply());
        }

        @Test
        void oneThatDiedTooOftenIsGivenUp() {
            Seen dead =
                    new SeenBuilder(ended(Cause.MEMORY, NOW))
                            .deaths(List.of(NOW, NOW, NOW, NOW, NOW, NOW))
                            .build();
            assertThat(on(dead)).isInstanceOf(Action.GiveUp.class);
            assertThat(planner.next(wanted(true, null), dead, 1, NOW.plusSeconds(86_400)))
                    .isInstanceOf(Action.GiveUp.class);
        }

        @Test
        void oneThatTheClusterStartsAgainIsLeftToIt() {
            Seen again = new SeenBuilder(again()).deaths(List.of(NOW)).build();
            assertThat(on(again)).as("and told what is new").isEqualTo(new Action.Apply());
        }

        @Test
        void oneThatDiedTooOftenIsGivenUpWhateverTheClusterMakesOfIt() {
            List<Instant> often = List.of(NOW, NOW, NOW, NOW, NOW, NOW);
            for (Observed observed :
                    List.of(
                            again(),
                            running("a", 5),
                            ended(Cause.ASKED, NOW),
                            new Observed.Pending(NOW, null))) {
                assertThat(on(new SeenBuilder(observed).deaths(often).build()))
                        .isInstanceOf(Action.GiveUp.class);
            }
        }

        @Test
        void aMachineThatRestartedForgetsNoDeaths() {
            Seen gone =
                    new SeenBuilder(ABSENT).deaths(List.of(NOW, NOW, NOW, NOW, NOW, NOW)).build();
            assertThat(on(gone)).isInstanceOf(Action.GiveUp.class);
        }
    }

    @Nested
    class WantedOff {
        @Test
        void whatIsAbsentStaysSo() {
            assertThat(off(seen(ABSENT), StopPolicy.LEAVE)).isEqualTo(new Action.Nothing());
        }

        @Test
        void aRunningOneIsToldByItsSettings() {
            assertThat(off(seen(running("a", 4)), StopPolicy.LEAVE)).isEqualTo(new Action.Apply());
            assertThat(off(seen(running("a", 5)), StopPolicy.LEAVE))
                    .isEqualTo(new Action.Nothing());
        }

        @Test
        void oneThatStoppedIsEndedOnceAllItsRecordsAreStored() {
            assertThat(
                            off(
                                    new SeenBuilder(running("a", 5))
                                            .stopped("ordered")
                                            .books(7, 7)
                                            .build(),
                                    StopPolicy.LEAVE))
                    .isEqualTo(new Action.End(false));
            assertThat(
                            off(
                                    new SeenBuilder(running("a", 5))
                                            .stopped("ordered")
                                            .books(7, 6)
                                            .build(),
                                    StopPolicy.LEAVE))
                    .isInstanceOf(Action.Wait.class);
        }

        @Test
        void oneThatDoesNotAnswerInTimeIsEnded() {
            Wanted longAgo =
                    new Wanted(
                            false, StopPolicy.FLATTEN, "a", 5, 3, NOW.minus(Planner.STOP_PATIENCE));
            assertThat(planner.next(longAgo, seen(running("a", 5)), 1, NOW))
                    .isEqualTo(new Action.End(false));
        }

        @Test
        void anEndedOneIsPurgedOnlyWhenItsOutputIsReadAndItsBooksAreStored() {
            assertThat(
                            off(
                                    new SeenBuilder(ended(Cause.ASKED, NOW)).drained(false).build(),
                                    StopPolicy.LEAVE))
                    .isInstanceOf(Action.Wait.class);
            assertThat(
                            off(
                                    new SeenBuilder(ended(Cause.ASKED, NOW)).books(7, 6).build(),
                                    StopPolicy.LEAVE))
                    .isEqualTo(new Action.Report());
            assertThat(
                            off(
                                    new SeenBuilder(ended(Cause.ASKED, NOW))
                                            .books(7, 6)
                                            .reports(3)
                                            .build(),
                                    StopPolicy.LEAVE))
                    .isEqualTo(new Action.Incomplete());
            assertThat(off(seen(ended(Cause.ASKED, NOW)), StopPolicy.LEAVE))
                    .isEqualTo(new Action.Purge());
        }

        @Test
        void anOrderToFlattenStartsABotThatDiedWithPositions() {
            Seen open = new SeenBuilder(ABSENT).open(true).build();
            assertThat(off(open, StopPolicy.FLATTEN)).isEqualTo(new Action.Apply());
            assertThat(off(open, StopPolicy.CANCEL)).isEqualTo(new Action.Apply());
            assertThat(off(open, StopPolicy.LEAVE)).isEqualTo(new Action.Nothing());
        }

        @Test
        void oneThatTheClusterWouldStartAgainIsEndedUnlessAnOrderIsOpen() {
            assertThat(off(seen(again()), StopPolicy.FLATTEN)).isEqualTo(new Action.End(false));
            assertThat(off(new SeenBuilder(again()).open(true).build(), StopPolicy.FLATTEN))
                    .isEqualTo(new Action.Apply());
        }

        @Test
        void anOrderThatWasCarriedOutIsNotTriedAgain() {
            Seen tried = new SeenBuilder(ABSENT).open(true).stopTried(3).build();
            assertThat(off(tried, StopPolicy.FLATTEN)).isEqualTo(new Action.Nothing());
        }
    }

    private Action on(Seen seen) {
        return planner.next(wanted(true, null), seen, 1, NOW);
    }

    private Action off(Seen seen, StopPolicy policy) {
        return planner.next(wanted(false, policy), seen, 1, NOW);
    }

    private static Wanted wanted(boolean on, @Nullable StopPolicy stop) {
        return new Wanted(on, stop, "a", 5, 3, NOW.minusSeconds(10));
    }

    private static Observed running(String spec, long rev) {
        return new Observed.Running("1", spec, rev, NOW.minusSeconds(100), "n", false);
    }

    private static Observed ended(Cause cause, Instant at) {
        return new Observed.Ended("1", 1, cause, at);
    }

    private static Observed again() {
        return new Observed.Ended("1", 1, Cause.ITSELF, NOW, true);
    }

    private static Seen seen(Observed observed) {
        return new SeenBuilder(observed).build();
    }

    private static Seen heard(Observed observed, Instant at) {
        return new SeenBuilder(observed).heardAt(at).build();
    }

    private static final class SeenBuilder {
        private final Observed observed;
        private @Nullable Instant heardAt = NOW;
        private @Nullable Instant spared;
        private @Nullable String stopped;
        private boolean open;
        private long told;
        private long stored;
        private boolean drained = true;
        private List<Instant> deaths = List.of();
        private long startedAct = 3;
        private int reports;
        private long stopTried;

        SeenBuilder(Observed observed) {
            this.observed = observed;
        }

        SeenBuilder heardAt(@Nullable Instant at) {
            heardAt = at;
            return this;
        }

        SeenBuilder spared(Instant until) {
            spared = until;
            return this;
        }

        SeenBuilder stopped(String reason) {
            stopped = reason;
            return this;
        }

        SeenBuilder open(boolean is) {
            open = is;
            return this;
        }

        SeenBuilder books(long saidToHave, long inDatabase) {
            told = saidToHave;
            stored = inDatabase;
            return this;
        }

        SeenBuilder drained(boolean is) {
            drained = is;
            return this;
        }

        SeenBuilder deaths(List<Instant> at) {
            deaths = at;
            return this;
        }

        SeenBuilder startedAct(long act) {
            startedAct = act;
            return this;
        }

        SeenBuilder reports(int count) {
            reports = count;
            return this;
        }

        SeenBuilder stopTried(long act) {
            stopTried = act;
            return this;
        }

        Seen build() {
            return new Seen(
                    observed,
                    heardAt,
                    spared,
                    RunState.RUNNING,
                    stopped,
                    stopped == null ? null : NOW,
                    open,
                    told,
                    stored,
                    drained,
                    deaths,
                    startedAct,
                    reports,
                    stopTried);
        }
    }
}
