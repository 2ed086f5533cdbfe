package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class RateLimitsModuleTests {
    private static final Rate TEN = Rate.perMinute(10);

    @Autowired @SmallPool DataSource pool;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final String bucket = "test:" + UUID.randomUUID();
    private RateLimits one;
    private RateLimits other;

    @BeforeEach
    void twoReplicas() {
        one = new RateLimits(pool, clock);
        other = new RateLimits(pool, clock);
    }

    @Test
    void saysHowManyAreLeftAndWhenAllAreThereAgain() {
        assertThat(one.tryTake(bucket, TEN)).isEqualTo(new Take.Taken(9, Duration.ofMinutes(1)));
        clock.advance(Duration.ofSeconds(45));
        assertThat(one.tryTake(bucket, TEN)).isEqualTo(new Take.Taken(8, Duration.ofSeconds(15)));
    }

    @Test
    void aBurstOverTwoReplicasPassesExactlyTheRateAndAMinuteLaterTheRateAgain() throws Exception {
        assertThat(taken(30)).isEqualTo(10);
        assertThat(one.tryTake(bucket, TEN)).isEqualTo(new Take.Refused(Duration.ofMinutes(1)));
        clock.advance(Duration.ofSeconds(60));
        assertThat(taken(30)).isEqualTo(10);
    }

    @Test
    void aTokenGivenBackCanBeTakenAgain() {
        Rate single = Rate.strict(1, Duration.ofMinutes(15));
        assertThat(one.tryTake(bucket, single)).isInstanceOf(Take.Taken.class);
        one.giveBack(bucket, single);
        assertThat(other.tryTake(bucket, single)).isInstanceOf(Take.Taken.class);
        assertThat(other.tryTake(bucket, single)).isInstanceOf(Take.Refused.class);
    }

    @Test
    void anotherBucketIsNotTouched() {
        IntStream.range(0, 10).forEach(i -> one.tryTake(bucket, TEN));
        assertThat(one.tryTake(bucket + "x", TEN)).isInstanceOf(Take.Taken.class);
    }

    @Test
    void theShieldCountsInThisReplicaAlone() {
        IntStream.range(0, 10).forEach(i -> one.tryTakeLocally(bucket, TEN));
        assertThat(one.tryTakeLocally(bucket, TEN)).isInstanceOf(Take.Refused.class);
        assertThat(other.tryTakeLocally(bucket, TEN)).isInstanceOf(Take.Taken.class);
    }

    @Test
    void whatIsFullAgainIsRemoved() throws Exception {
        one.tryTake(bucket, Rate.perMinute(7));
        clock.advance(Duration.ofMinutes(5));
        one.removeExpired();
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*) FROM buckets WHERE expires_at < "
                                        + clock.instant().toEpochMilli())) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    private long taken(int attempts) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Take>> running =
                    IntStream.range(0, attempts)
                            .mapToObj(i ->
                                    threads.submit(
                                            () -> (i % 2 == 0 ? one : other).tryTake(bucket, TEN)))
                            .toList();
            long taken = 0;
            for (Future<Take> take : running) {
                taken += take.get() instanceof Take.Taken ? 1 : 0;
            }
            return taken;
        }
    }
}
