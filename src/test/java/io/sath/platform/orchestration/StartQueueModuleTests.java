package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.Experiments.Owned;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.Text;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Many bots are started together on a machine where two may begin at once. */
@PlatformTest
class StartQueueModuleTests {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired Bots bots;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final FakeScheduler scheduler = new FakeScheduler(cluster, clock);
    private final FakeBots voices = new FakeBots(cluster::say, clock);

    private List<Owned> five;
    private Reconciler platform;

    @BeforeEach
    void startFive() {
        five = Experiments.bots(5, fixtures, bots);
        five.forEach(one -> bots.start(one.tenant(), one.owner()));
        platform =
                TestParts.lead(
                        TestParts.of(parts, scheduler).clock(clock).starting(2).build(),
                        leadership);
        platform.recover();
        platform.sweep();
    }

    @AfterEach
    void end() {
        platform.close();
        Experiments.off(five, bots);
    }

    private List<Owned> running(boolean are) {
        return five.stream()
                .filter(one -> scheduler.observe(one.bot()) instanceof Observed.Running == are)
                .toList();
    }

    private long begun() {
        return five.stream().filter(one -> !cluster.started(one.bot()).isEmpty()).count();
    }

    private void speak(Owned one) {
        voices.told(one.bot(), "", true);
    }

    @Test
    void theNextOnesBeginWhenTheFirstHaveSpokenAndSayUntilThenThatTheyWait() {
        assertThat(running(true)).hasSize(2);
        assertThat(running(false))
                .allSatisfy(one -> {
                    BotStatus status = bots.status(one.tenant());
                    assertThat(status.state()).isEqualTo(BotStatus.State.STARTING);
                    assertThat(status.reason()).isEqualTo(Text.of("bots.reason.turn"));
                });
        List<Owned> first = running(true);
        speak(first.getFirst());
        await().atMost(SOON).until(() -> running(true).size() == 3);
        platform.sweep();
        assertThat(running(true)).hasSize(3);
        running(true).forEach(this::speak);
        await().atMost(SOON).until(() -> running(true).size() == 5);
        assertThat(five)
                .allSatisfy(one ->
                        assertThat(bots.status(one.tenant()).reason())
                                .isNotEqualTo(Text.of("bots.reason.turn")));
    }

    @Test
    void onesThatDoNotSpeakHoldTheOthersUpForHalfAMinuteAtMost() {
        now.updateAndGet(is -> is.plus(StartQueue.LONGEST).minusMillis(1));
        platform.sweep();
        assertThat(running(true)).hasSize(2);
        now.updateAndGet(is -> is.plusMillis(1));
        platform.sweep();
        await().atMost(SOON).until(() -> running(true).size() == 4);
    }

    @Test
    void oneThatIsStoppedWhileItWaitsNeverBegins() {
        Owned stopped = running(false).getFirst();
        bots.stop(stopped.tenant(), stopped.owner(), StopPolicy.LEAVE);
        platform.sweep();
        assertThat(bots.status(stopped.tenant()).state()).isEqualTo(BotStatus.State.STOPPED);
        running(true).forEach(this::speak);
        await().atMost(SOON).until(() -> running(true).size() == 4);
        assertThat(cluster.started(stopped.bot())).isEmpty();
    }

    @Test
    void oneThatIsStoppedWhileItBeginsGivesItsPlaceToTheNext() {
        Owned stopped = running(true).getFirst();
        bots.stop(stopped.tenant(), stopped.owner(), StopPolicy.LEAVE);
        platform.sweep();
        await().atMost(SOON).until(() -> begun() == 3);
    }
}
