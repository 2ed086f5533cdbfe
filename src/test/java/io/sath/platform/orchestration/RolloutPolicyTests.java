package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.RolloutPolicy.Fared;
import io.sath.platform.orchestration.RolloutPolicy.Verdict;
import io.sath.platform.orchestration.Rollouts.Ring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutPolicyTests {
    private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");
    private static final long HOUR = 3_600_000;

    private final RolloutPolicy policy = new RolloutPolicy(Duration.ofMinutes(30), 3);

    @ParameterizedTest(name = "{0}: {1} moving, after {2} min, before {3}/{4}, after {5}/{6}, {7}")
    @CsvSource(
            textBlock =
                    """
                    # ring, moving, minutes, errors and silences of 100 h before, of 10 h after, given up, verdict
                    CANARY,  1, 45,   0,  0,  0,  0, 0, wait
                    CANARY,  0, 29,   0,  0,  0,  0, 0, wait
                    CANARY,  0, 30,   0,  0,  0,  0, 0, FEW
                    FEW,     0, 30,   0,  0,  3,  0, 0, QUARTER
                    FEW,     0, 30,   0,  0,  0,  3, 0, QUARTER
                    FEW,     0,  1,   0,  0,  4,  0, 0, errors
                    FEW,     0,  1,   0,  0,  0,  4, 0, silences
                    QUARTER, 0, 30, 100,  0, 20,  0, 0, ALL
                    QUARTER, 0, 30, 100,  0, 21,  0, 0, errors
                    QUARTER, 0, 30,   0, 41,  0, 10, 0, ALL
                    QUARTER, 0, 30,   0, 41,  0, 11, 0, silences
                    QUARTER, 5,  1,   0,  0,  0,  0, 1, crash-looping
                    ALL,     1, 45,   0,  0,  0,  0, 0, wait
                    ALL,     0, 30,   0,  0,  0,  0, 0, done
                    """)
    void itGoesOnWaitsOrGoesBack(
            Ring ring,
            int moving,
            int minutes,
            long errorsBefore,
            long silencesBefore,
            long errorsAfter,
            long silencesAfter,
            int givenUp,
            String expected) {
        Verdict verdict =
                policy.decide(
                        ring,
                        SINCE,
                        moving,
                        new Fared(100, 100 * HOUR, errorsBefore, silencesBefore, 0),
                        new Fared(10, 10 * HOUR, errorsAfter, silencesAfter, givenUp),
                        SINCE.plus(Duration.ofMinutes(minutes)));
        assertThat(word(verdict)).isEqualTo(expected);
    }

    @Test
    void withoutAnyTimeOnTheBuildBeforeLittleTroubleIsTolerated() {
        Fared none = new Fared(0, 0, 0, 0, 0);
        assertThat(policy.decide(Ring.FEW, SINCE, 1, none, new Fared(1, HOUR, 3, 3, 0), SINCE))
                .isEqualTo(new Verdict.Wait());
        assertThat(policy.decide(Ring.FEW, SINCE, 1, none, new Fared(1, HOUR, 4, 0, 0), SINCE))
                .isInstanceOf(Verdict.Back.class);
    }

    @Test
    void theReasonNamesWhatWasSeenAndWhatWasToBeExpected() {
        Verdict verdict =
                policy.decide(
                        Ring.FEW,
                        SINCE,
                        0,
                        new Fared(100, 100 * HOUR, 50, 0, 0),
                        new Fared(10, 10 * HOUR, 40, 0, 0),
                        SINCE);
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Back.class,
                        back -> assertThat(back.reason().values()).isEqualTo(List.of(40L, 5L)));
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Wait() -> "wait";
            case Verdict.Advance(Ring to) -> to.name();
            case Verdict.Done() -> "done";
            case Verdict.Back(var reason) ->
                    reason.key().substring("orchestration.rollout.".length());
        };
    }
}
