package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterWatchTests {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final ClusterWatch watch = new ClusterWatch(clock, new Random(1));

    @Test
    void aFewCallsWithoutAnswerAreNoAbsence() {
        for (int i = 0; i < 4; i++) {
            watch.failed("refused");
        }
        assertThat(watch.away()).isNull();
        assertThat(watch.answered()).isFalse();
        for (int i = 0; i < 4; i++) {
            watch.failed("refused");
        }
        assertThat(watch.away()).isNull();
        watch.failed("refused");
        assertThat(watch.away()).isNotNull();
    }

    @Test
    void anAbsentClusterIsAskedAtGrowingTimesButAtLeastEveryTenSeconds() {
        Instant since = now;
        for (int i = 0; i < 30; i++) {
            watch.gone("no answer");
            ClusterWatch.Away away = watch.away();
            assertThat(away).isNotNull();
            assertThat(away.since()).isEqualTo(since);
            Duration wait = Duration.between(now, away.nextTryAt());
            assertThat(wait).isBetween(Duration.ofMillis(800), Duration.ofSeconds(10));
            assertThat(watch.mayAsk()).isFalse();
            now = away.nextTryAt();
            assertThat(watch.mayAsk()).isTrue();
        }
        assertThat(Duration.between(since, now)).isGreaterThan(Duration.ofMinutes(3));
    }

    @Test
    void anyAnswerEndsTheAbsence() {
        watch.gone("no answer");
        assertThat(watch.answered()).isTrue();
        assertThat(watch.away()).isNull();
        assertThat(watch.mayAsk()).isTrue();
        assertThat(watch.answered()).isFalse();
    }
}
