package io.sath.platform.account;

import io.sath.platform.audit.Audit;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Log-ins of programs: a family of refresh tokens each, of which one is good at any time.
 *
 * <p>Whoever shows one that was used before shows that two hold it: the family ends, without grace.
 */
@Service
public class TokenLogIns {
    private final LogIns logIns;
    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final Users users;
    private final Audit audit;
    private final AccountSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TokenLogIns(
            LogIns logIns,
            Sessions sessions,
            AccessTokens accessTokens,
            Users users,
            Audit audit,
            AccountSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Clock clock) {
        this.logIns = logIns;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.users = users;
        this.audit = audit;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What came of renewing. */
    public sealed interface Renewal {
        /** The next pair; the former refresh token is used up. */
        record Done(TokenPair tokens) implements Renewal {}

        /** The token was used before: its family has ended. */
        record Reused() implements Renewal {}

        /** The token is unknown, or its log-in is over. */
        record Over() implements Renewal {}

        /** The workspace asked for is none of theirs; the token is still good. */
        record NoSuchTenant() implements Renewal {}
    }

    /** Checks a person's e-mail and password; {@link #issue} then makes the tokens. */
    public LogIn logIn(Credentials credentials) {
        return logIns.logIn(credentials, Sessions.Kind.API);
    }

    /** The first pair of a log-in. */
    public TokenPair issue(Caller caller) {
        return pair(caller, UUID.fromString(caller.authId()));
    }

    /**
     * Trades a refresh token for the next pair; of twenty at once, one gets it.
     *
     * @param tenant the workspace to act in from now on; null: as before
     */
    public Renewal renew(String refreshToken, @Nullable TenantId tenant) {
        byte[] hash = new OpaqueToken(refreshToken).hash();
        return Objects.requireNonNull(
                transactions.execute(status -> {
                    Renewal renewal = renew(hash, tenant);
                    if (renewal instanceof Renewal.NoSuchTenant) {
                        status.setRollbackOnly();
                    }
                    return renewal;
                }));
    }

    private Renewal renew(byte[] hash, @Nullable TenantId tenant) {
        Timestamp now = Timestamp.from(clock.instant());
        Optional<UUID> used =
                jdbc.sql(
                                """
                                UPDATE refresh_tokens SET used_at = ?
                                WHERE hash = ? AND used_at IS NULL RETURNING session_id\
                                """)
                        .params(now, hash)
                        .query(UUID.class)
                        .optional();
        if (used.isEmpty()) {
            Optional<UUID> family = family(hash);
            family.ifPresent(this::stolen);
            return family.isPresent() ? new Renewal.Reused() : new Renewal.Over();
        }
        UUID family = used.get();
        boolean open =
                jdbc.sql(
                                """
                                SELECT 1 FROM sessions
                                WHERE id = ? AND ended_at IS NULL AND expires_at > ? FOR UPDATE\
                                """)
                        .params(family, now)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!open) {
            return new Renewal.Over();
        }
        Caller caller = sessions.caller(family, tenant);
        if (caller == null) {
            return tenant == null ? new Renewal.Over() : new Renewal.NoSuchTenant();
        }
        if (tenant != null) {
            sessions.move(family, tenant);
            users.remember(caller.userId().value(), tenant.value());
        }
        return new Renewal.Done(pair(caller, family));
    }

    /** Two hold the token: who of them is the person, nobody knows. */
    private void stolen(UUID family) {
        sessions.end(family);
        audit.record(null, null, "account.token-reused", family.toString());
    }

    private Optional<UUID> family(byte[] hash) {
        return jdbc.sql("SELECT session_id FROM refresh_tokens WHERE hash = ?")
                .param(hash)
                .query(UUID.class)
                .optional();
    }

    private TokenPair pair(Caller caller, UUID family) {
        Instant now = clock.instant();
        OpaqueToken refresh = OpaqueToken.random();
        jdbc.sql("INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES (?, ?, ?)")
                .params(refresh.hash(), family, Timestamp.from(now))
                .update();
        return new TokenPair(
                accessTokens.issue(caller),
                refresh.text(),
                settings.accessTokenLife().toSeconds(),
                "Bearer");
    }

    /** Ends the caller's log-in, and the one of the refresh token where it is the caller's too. */
    public void end(Caller caller, String refreshToken) {
        sessions.end(UUID.fromString(caller.authId()));
        audit.record(caller, "account.log-out", caller.authId());
        family(new OpaqueToken(refreshToken).hash())
                .filter(family -> {
                    Caller theirs = sessions.caller(family, null);
                    return theirs != null && theirs.userId().equals(caller.userId());
                })
                .ifPresent(sessions::end);
    }
}
