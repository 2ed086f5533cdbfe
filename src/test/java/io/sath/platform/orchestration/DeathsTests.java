package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.Observed.Ended;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeathsTests {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Instant ACT = NOW.minusSeconds(600);

    private static Ended end(String instance, int code, long secondsAgo) {
        return new Ended(instance, code, Cause.ITSELF, NOW.minusSeconds(secondsAgo), true);
    }

    private static Orders count(
            Orders orders, Observed observed, @Nullable String stopped, Ended... ends) {
        return Deaths.count(orders, List.of(ends), observed, stopped, true, ACT, NOW);
    }

    @Test
    void everyRunThatDiedBetweenTwoLooksCountsOnce() {
        Ended last = end("a-2", 1, 10);
        Orders orders =
                count(Orders.NONE, last, null, end("a-0", 1, 30), end("a-1", 137, 20), last);
        assertThat(orders.past().deaths()).hasSize(3);
        assertThat(count(orders, last, null, end("a-1", 137, 20), last)).isEqualTo(orders);
    }

    @Test
    void aRunThatDiedIsCountedAlsoWhenTheNextOneRunsAlready() {
        Observed running = new Observed.Running("a-1", "h", 1, NOW, "n", false);
        assertThat(count(Orders.NONE, running, null, end("a-0", 1, 30)).past().deaths()).hasSize(1);
    }

    @Test
    void anEndAsIntendedIsNoDeath() {
        Ended asked = new Ended("a-0", 143, Cause.ASKED, NOW.minusSeconds(20), true);
        Ended done = end("a-1", 0, 10);
        Observed running = new Observed.Running("a-2", "h", 1, NOW, "n", false);
        assertThat(count(Orders.NONE, running, null, asked, done).past().deaths()).isEmpty();
        assertThat(count(Orders.NONE, done, "done", asked, done).past().deaths()).isEmpty();
    }

    @Test
    void whatTheClusterForgotIsNotCountedAgain() {
        Orders before = count(Orders.NONE, end("a-5", 1, 20), null, end("a-5", 1, 20));
        Ended later = end("a-7", 1, 5);
        Orders after =
                Deaths.count(
                        before,
                        List.of(end("a-4", 1, 30), end("a-6", 1, 10), later),
                        later,
                        null,
                        true,
                        ACT,
                        NOW);
        assertThat(after.past().deaths()).hasSize(3);
    }

    @Test
    void whatWasBeforeAPersonActedDoesNotCount() {
        Observed running = new Observed.Running("a-2", "h", 1, NOW, "n", false);
        assertThat(
                        count(Orders.NONE, running, null, end("a-0", 1, 700), end("a-1", 1, 650))
                                .past()
                                .deaths())
                .isEmpty();
    }

    @Test
    void whyItEndedIsReadBeforeItIsCounted() {
        Ended end = end("a-0", 1, 1);
        assertThat(Deaths.count(Orders.NONE, List.of(end), end, null, false, ACT, NOW))
                .isEqualTo(Orders.NONE);
    }
}
