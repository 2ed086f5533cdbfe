package io.sath.platform.account;

import io.sath.platform.shared.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tokens in mailed links; each is good once, for a while, and for one purpose. */
@Component
class MailTokens {
    enum Purpose {
        VERIFY,
        RESET
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    MailTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new token; the former ones of the person and purpose are void from now on. */
    OpaqueToken issue(UserId user, Purpose purpose, Duration life) {
        Instant now = clock.instant();
        jdbc.sql("DELETE FROM mail_tokens WHERE user_id = ? AND purpose = ?")
                .params(user.value(), purpose.name())
                .update();
        OpaqueToken token = OpaqueToken.random();
        jdbc.sql(
                        """
                        INSERT INTO mail_tokens (hash, user_id, purpose, created_at, expires_at)
                        VALUES (?, ?, ?, ?, ?)\
                        """)
                .params(
                        token.hash(),
                        user.value(),
                        purpose.name(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(life)))
                .update();
        return token;
    }

    /** Whose token it is, as long as it is good; using it is another step. */
    Optional<UserId> owner(String token, Purpose purpose) {
        return jdbc.sql(
                        """
                        SELECT user_id FROM mail_tokens
                        WHERE hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?\
                        """)
                .params(
                        new OpaqueToken(token).hash(),
                        purpose.name(),
                        Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }

    /** Uses a token up; of two at once, one finds it good. */
    Optional<UserId> use(String token, Purpose purpose) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        UPDATE mail_tokens SET used_at = ?
                        WHERE hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?
                        RETURNING user_id\
                        """)
                .params(
                        Timestamp.from(now),
                        new OpaqueToken(token).hash(),
                        purpose.name(),
                        Timestamp.from(now))
                .query(UUID.class)
                .optional()
                .map(UserId::new);
    }
}
