package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.support.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class RateLimitsTests {
    @Nested
    class WhileTheDatabaseDoesNotAnswer {
        private final SettableClock clock =
                new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
        private final AtomicInteger asked = new AtomicInteger();
        private final RateLimits limits = new RateLimits(new Down(), clock);

        @Test
        void whatIsStrictIsUnavailable() {
            Rate strict = Rate.strict(5, Duration.ofMinutes(15));
            Problem problem =
                    catchThrowableOfType(Problem.class, () -> limits.tryTake("login", strict));
            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
        }

        @Test
        void theRestIsLimitedHereAtTheSameRate() {
            Rate rate = Rate.perMinute(10);
            long taken =
                    IntStream.range(0, 30)
                            .filter(i -> limits.tryTake("calls", rate) instanceof Take.Taken)
                            .count();
            assertThat(taken).isEqualTo(10);
        }

        @Test
        void itIsNotAskedAgainForAWhile() {
            Rate rate = Rate.perMinute(10);
            limits.tryTake("calls", rate);
            int once = asked.get();
            limits.tryTake("calls", rate);
            assertThat(asked).hasValue(once);
            clock.advance(Duration.ofSeconds(6));
            limits.tryTake("calls", rate);
            assertThat(asked.get()).isGreaterThan(once);
        }

        private final class Down extends AbstractDataSource {
            @Override
            public Connection getConnection() throws SQLException {
                asked.incrementAndGet();
                throw new SQLException("connection refused");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        }
    }

    @Nested
    class AnAddress {
        @Test
        void countsForItselfOrForItsNetwork() {
            assertThat(RateLimits.networkOf("192.0.2.7")).isEqualTo("192.0.2.7");
            assertThat(RateLimits.networkOf("2001:db8:1:2:aaaa::1"))
                    .isEqualTo(RateLimits.networkOf("2001:db8:1:2:bbbb::2"))
                    .isNotEqualTo(RateLimits.networkOf("2001:db8:1:3::1"));
            assertThat(RateLimits.networkOf("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
        }

        @Test
        void isNeverLookedUp() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RateLimits.networkOf("localhost"));
        }
    }
}
