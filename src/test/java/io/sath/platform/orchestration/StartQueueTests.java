package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.shared.BotId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartQueueTests {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final StartQueue queue = new StartQueue(2);
    private final List<BotId> bots =
            IntStream.range(0, 6).mapToObj(i -> new BotId("bot%010d".formatted(i))).toList();
    private final List<BotId> turns = new ArrayList<>();

    private boolean asks(int bot) {
        return queue.mayStart(bots.get(bot), NOW, () -> turns.add(bots.get(bot)));
    }

    @Test
    void noMoreThanItsPlacesStartAtOnceAndTheOthersInTheOrderTheyCameIn() {
        assertThat(IntStream.range(0, 5).mapToObj(this::asks))
                .containsExactly(true, true, false, false, false);
        queue.over(bots.get(1));
        assertThat(turns).containsExactly(bots.get(2));
        assertThat(asks(4)).as("it is not its turn").isFalse();
        assertThat(asks(2)).isTrue();
        assertThat(asks(3)).isFalse();
    }

    @Test
    void oneThatIsUnderWayMayGoOnAndIsKnownUntilItTakesTooLong() {
        assertThat(asks(0)).isTrue();
        assertThat(asks(0)).isTrue();
        assertThat(asks(1)).as("it took one place").isTrue();
        assertThat(queue.until(bots.get(0))).isEqualTo(NOW.plusSeconds(30));
        assertThat(queue.until(bots.get(2))).isNull();
    }

    @Test
    void oneThatIsWantedNoMoreGivesItsTurnToTheNext() {
        IntStream.range(0, 4).forEach(this::asks);
        queue.over(bots.get(2));
        queue.over(bots.get(0));
        assertThat(turns).containsExactly(bots.get(3));
        assertThat(asks(3)).isTrue();
    }

    @Test
    void aTurnThatWasNotTakenIsOfferedAgain() {
        IntStream.range(0, 4).forEach(this::asks);
        queue.over(bots.get(0));
        queue.over(bots.get(1));
        assertThat(turns).containsExactly(bots.get(2), bots.get(2), bots.get(3));
    }

    @Test
    void moreMachinesHaveMorePlacesAndNoneIsAsGoodAsOne() {
        IntStream.range(0, 6).forEach(this::asks);
        queue.machines(2);
        assertThat(turns).containsExactly(bots.get(2), bots.get(3));
        assertThat(asks(2) && asks(3)).isTrue();
        queue.machines(0);
        assertThat(asks(4)).isFalse();
        IntStream.range(0, 3).forEach(i -> queue.over(bots.get(i)));
        assertThat(asks(4)).isTrue();
    }
}
