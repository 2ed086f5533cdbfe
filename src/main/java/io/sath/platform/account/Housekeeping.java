package io.sath.platform.account;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what has been over for 30 days: log-ins with their refresh tokens (until then a stolen
 * one still ends nothing but itself), and mailed tokens.
 */
@Component
class Housekeeping {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Sessions sessions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Housekeeping(Sessions sessions, JdbcClient jdbc, Clock clock) {
        this.sessions = sessions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT24H", initialDelayString = "PT1M")
    void clean() {
        Instant before = clock.instant().minus(KEPT);
        sessions.forget(before);
        jdbc.sql("DELETE FROM mail_tokens WHERE expires_at < ?")
                .param(Timestamp.from(before))
                .update();
    }
}
