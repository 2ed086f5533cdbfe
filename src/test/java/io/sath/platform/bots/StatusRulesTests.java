package io.sath.platform.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Sight.Doing;
import io.sath.platform.bots.Sight.Phase;
import io.sath.platform.shared.Text;
import io.sath.platform.support.SightOf;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusRulesTests {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Instant ACT = NOW.minusSeconds(300);

    @Test
    void aBotThatNobodyStartedIsStopped() {
        assertThat(StatusRules.of(false, ACT, null, NOW).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void oneThatWasJustStartedIsStartingAndAfterAMinuteOfNothingInError() {
        assertThat(StatusRules.of(true, NOW.minusSeconds(5), null, NOW).state())
                .isEqualTo(State.STARTING);
        assertThat(StatusRules.of(true, NOW.minusSeconds(61), null, NOW).state())
                .isEqualTo(State.ERROR);
    }

    @Test
    void whatItSaysOfItselfIsItsState() {
        assertThat(running(Doing.WAITING, NOW)).isEqualTo(State.STARTING);
        assertThat(running(Doing.RUNNING, NOW)).isEqualTo(State.RUNNING);
        assertThat(running(Doing.EXIT_ONLY, NOW)).isEqualTo(State.EXIT_ONLY);
        assertThat(running(Doing.STOPPING, NOW)).isEqualTo(State.STOPPING);
    }

    @Test
    void silenceIsToldAfterThirtySecondsAndAnErrorAfterSixty() {
        Sight silent = sight(Phase.RUNNING, Doing.RUNNING, NOW.minusSeconds(31), null);
        assertThat(StatusRules.of(true, ACT, silent, NOW).state()).isEqualTo(State.RUNNING);
        assertThat(StatusRules.of(true, ACT, silent, NOW).reason()).isNotNull();
        assertThat(running(Doing.RUNNING, NOW.minusSeconds(60))).isEqualTo(State.ERROR);
    }

    @Test
    void aFaultThatItNamesIsAnErrorWithThatReason() {
        for (String fault :
                new String[] {
                    "settings", "secrets", "venue-refused", "superseded", "fault", "data", "ledger"
                }) {
            StatusRules.Verdict verdict =
                    StatusRules.of(true, ACT, sight(Phase.RUNNING, Doing.STOPPED, NOW, fault), NOW);
            assertThat(verdict.state()).isEqualTo(State.ERROR);
            Text reason = java.util.Objects.requireNonNull(verdict.reason());
            assertThat(reason.key()).isEqualTo("bots.reason.stopped." + fault);
            assertThat(reason.in(java.util.Locale.ENGLISH)).doesNotStartWith("!");
        }
    }

    @Test
    void oneThatIsWantedOffIsStoppingWhileItRunsAndStoppedWhenItHasEnded() {
        assertThat(
                        StatusRules.of(
                                        false,
                                        ACT,
                                        sight(Phase.RUNNING, Doing.RUNNING, NOW, null),
                                        NOW)
                                .state())
                .isEqualTo(State.STOPPING);
        assertThat(StatusRules.of(false, ACT, sight(Phase.ENDED, null, null, null), NOW).state())
                .isEqualTo(State.STOPPED);
    }

    @Test
    void aPersonsActEndsTheVerdictOfACrashLoop() {
        Sight given = gaveUp(NOW.minusSeconds(100));
        assertThat(StatusRules.of(true, NOW.minusSeconds(200), given, NOW).state())
                .isEqualTo(State.CRASH_LOOPING);
        assertThat(StatusRules.of(true, NOW.minusSeconds(50), given, NOW).state())
                .isNotEqualTo(State.CRASH_LOOPING);
    }

    private static State running(Doing doing, Instant beat) {
        return StatusRules.of(true, ACT, sight(Phase.RUNNING, doing, beat, null), NOW).state();
    }

    private static Sight gaveUp(Instant at) {
        return SightOf.a(Phase.ENDED, NOW).since(at).reason("exit 1").gaveUp(at).died(6).seen();
    }

    @Test
    void aClosedSecretStoreKeepsAStartWaitingAndAMissingKeyIsAnError() {
        StatusRules.Verdict waiting =
                StatusRules.of(true, ACT, withheld(Phase.ABSENT, "secret-store"), NOW);
        assertThat(waiting.state()).isEqualTo(State.STARTING);
        assertThat(waiting.reason()).isEqualTo(Text.of("bots.reason.secret-store"));
        StatusRules.Verdict refused =
                StatusRules.of(true, ACT, withheld(Phase.ENDED, "key-missing"), NOW);
        assertThat(refused.state()).isEqualTo(State.ERROR);
        assertThat(refused.reason()).isEqualTo(Text.of("bots.reason.key-missing"));
        StatusRules.Verdict running =
                StatusRules.of(true, ACT, sight(Phase.RUNNING, Doing.RUNNING, NOW, null), NOW);
        assertThat(running.state()).isEqualTo(State.RUNNING);
        for (String code : new String[] {"secret-store", "key-missing", "turn"}) {
            for (String language : new String[] {"en", "es"}) {
                assertThat(
                                Text.of("bots.reason." + code)
                                        .in(java.util.Locale.forLanguageTag(language)))
                        .doesNotStartWith("!");
            }
        }
    }

    @Test
    void aStartThatHasNoPlaceSaysSoPlainlyAndTellsOperatorsTheClustersWords() {
        StatusRules.Verdict waiting = pending("no capacity: memory; wrong class: gpu", 5);
        assertThat(waiting.state()).isEqualTo(State.STARTING);
        assertThat(waiting.reason()).isEqualTo(Text.of("bots.reason.no-place"));
        assertThat(waiting.operators())
                .isEqualTo(Text.of("bots.reason.pending", "no capacity: memory; wrong class: gpu"));
        StatusRules.Verdict late = pending("no node", 61);
        assertThat(late.state()).isEqualTo(State.ERROR);
        assertThat(late.reason()).isEqualTo(Text.of("bots.reason.no-place"));
        assertThat(pending("node lost", 5).reason()).isEqualTo(Text.of("bots.reason.no-place"));
    }

    @Test
    void aStartThatSomethingElseHoldsUpSpeaksOfNoPlace() {
        StatusRules.Verdict held = pending("Template failed: no such key", 5);
        assertThat(held.reason()).isEqualTo(Text.of("bots.reason.held-up"));
        assertThat(held.operators())
                .isEqualTo(Text.of("bots.reason.pending", "Template failed: no such key"));
    }

    private static StatusRules.Verdict pending(String why, long seconds) {
        Instant since = NOW.minusSeconds(seconds);
        return StatusRules.of(
                true, since, SightOf.a(Phase.PENDING, NOW).since(since).reason(why).seen(), NOW);
    }

    private static Sight withheld(Phase phase, String why) {
        return SightOf.a(phase, NOW).since(NOW.minusSeconds(200)).withheld(why).seen();
    }

    private static Sight sight(
            Phase phase, @Nullable Doing doing, @Nullable Instant beat, @Nullable String stopped) {
        Instant began = NOW.minusSeconds(200);
        return SightOf.a(phase, NOW)
                .since(began)
                .startedOn("local", began)
                .says(doing, beat)
                .stopped(stopped)
                .took(1)
                .seen();
    }
}
