package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.RestartPolicy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartPolicyTests {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final RestartPolicy POLICY =
            new RestartPolicy(
                    3, Duration.ofMinutes(10), Duration.ofSeconds(4), Duration.ofSeconds(10));

    @Test
    void theDelayDoublesWithEachDeathUpToItsMostGiveOrTakeAQuarter() {
        assertDelay(deaths(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
        assertDelay(deaths(2), Duration.ofSeconds(6), Duration.ofSeconds(10));
        assertDelay(deaths(3), Duration.ofMillis(7_500), Duration.ofMillis(12_500));
    }

    @Test
    void oneDeathTooManyWithinTheIntervalIsACrashLoop() {
        assertThat(POLICY.decide(deaths(4), 1))
                .isEqualTo(new Verdict.CrashLooping(4, Duration.ofMinutes(10)));
    }

    @Test
    void deathsLongAgoDoNotCount() {
        List<Instant> deaths = new ArrayList<>();
        for (int i = 9; i >= 0; i--) {
            deaths.add(NOW.minus(Duration.ofMinutes(11L * i)));
        }
        assertDelay(deaths, Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void theVerdictStaysHoweverLongItIsAskedFor() {
        assertThat(POLICY.decide(deaths(4), 7)).isEqualTo(POLICY.decide(deaths(4), 7));
        assertThat(POLICY.decide(deaths(2), 7)).isEqualTo(POLICY.decide(deaths(2), 7));
    }

    @Test
    void botsThatDiedTogetherDoNotStartTogether() {
        Set<Verdict> verdicts = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            verdicts.add(POLICY.decide(deaths(1), seed));
        }
        assertThat(verdicts).hasSizeGreaterThan(20);
    }

    private static void assertDelay(List<Instant> deaths, Duration least, Duration most) {
        for (long seed = 0; seed < 200; seed++) {
            Verdict verdict = POLICY.decide(deaths, seed);
            assertThat(verdict).isInstanceOf(Verdict.Restart.class);
            assertThat(Duration.between(deaths.getLast(), ((Verdict.Restart) verdict).at()))
                    .isBetween(least, most);
        }
    }

    private static List<Instant> deaths(int count) {
        List<Instant> deaths = new ArrayList<>();
        for (int i = count - 1; i >= 0; i--) {
            deaths.add(NOW.minusSeconds(20L * i));
        }
        return deaths;
    }
}
