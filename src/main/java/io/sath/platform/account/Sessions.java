package io.sath.platform.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The log-ins that are open: a row each, of a page's session or of a family of refresh tokens.
 *
 * <p>Each request looks its log-in up here, through a memory of 800 ms, so that one that was ended
 * anywhere, or whose person lost a role, counts as such within a second.
 */
@Component
class Sessions {
    enum Kind {
        PAGE,
        API
    }

    private static final Duration MEMORY = Duration.ofMillis(800);

    private final JdbcClient jdbc;
    private final Memberships memberships;
    private final AccountSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Cache<UUID, Optional<Live>> recent =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    Sessions(
            JdbcClient jdbc,
            Memberships memberships,
            AccountSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.memberships = memberships;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Opens a log-in of a person who has just proved who they are. */
    Caller open(User user, Membership workspace, Kind kind) {
        // As precise as the database keeps it: what is read later is the same caller.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        INSERT INTO sessions (id, user_id, kind, workspace, authenticated_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        id,
                        user.id().value(),
                        kind.name(),
                        workspace.id().value(),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(settings.sessionLife())))
                .update();
        return caller(id, user.id(), user.role(), workspace, now);
    }

    /**
     * Who an open log-in speaks for; null where it is unknown, ended or over, where the person is
     * no longer active, or where {@code tenant} is none of theirs.
     *
     * @param tenant the workspace to act in; null: the one the log-in acts in
     */
    @Nullable Caller caller(UUID id, @Nullable TenantId tenant) {
        Live live = recent.get(id, this::read).orElse(null);
        if (live == null || !live.expiresAt().isAfter(clock.instant())) {
            return null;
        }
        TenantId wanted = tenant == null ? live.workspace() : tenant;
        for (Membership membership : live.memberships()) {
            if (membership.id().equals(wanted)) {
                return caller(id, live.user(), live.role(), membership, live.authenticatedAt());
            }
        }
        return null;
    }

    /** The person of an open log-in has just proved again who they are. */
    void prove(UUID id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("UPDATE sessions SET authenticated_at = ? WHERE id = ? AND ended_at IS NULL")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** As {@link #caller}, past the memory: what was just committed is seen. */
    @Nullable Caller reread(UUID id) {
        recent.invalidate(id);
        return caller(id, null);
    }

    /** The open log-in acts in another workspace from now on. */
    void move(UUID id, TenantId tenant) {
        jdbc.sql("UPDATE sessions SET workspace = ? WHERE id = ?")
                .params(tenant.value(), id)
                .update();
        recent.invalidate(id);
    }

    /** Ends a log-in; repeating it changes nothing. */
    void end(UUID id) {
        jdbc.sql("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
                .params(Timestamp.from(clock.instant()), id)
                .update();
        ended(id);
    }

    /** Ends every log-in of a person. */
    void endAll(UserId user) {
        jdbc.sql(
                        """
                        UPDATE sessions SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL
                        RETURNING id\
                        """)
                .params(Timestamp.from(clock.instant()), user.value())
                .query(UUID.class)
                .list()
                .forEach(this::ended);
    }

    private void ended(UUID id) {
        recent.invalidate(id);
        events.publishEvent(new LogInEnded(id.toString()));
    }

    /** Deletes what was over {@code before}, with its refresh tokens. */
    int forget(Instant before) {
        return jdbc.sql("DELETE FROM sessions WHERE expires_at < ? OR ended_at < ?")
                .params(Timestamp.from(before), Timestamp.from(before))
                .update();
    }

    private Optional<Live> read(UUID id) {
        return jdbc.sql(
                        """
                        SELECT u.id, u.role, s.workspace, s.authenticated_at, s.expires_at
                        FROM sessions s JOIN users u ON u.id = s.user_id
                        WHERE s.id = ? AND s.ended_at IS NULL AND u.active\
                        """)
                .params(id)
                .query((row, number) -> {
                    UserId user = new UserId(row.getObject(1, UUID.class));
                    return new Live(
                            user,
                            Role.valueOf(row.getString(2)),
                            new TenantId(row.getObject(3, UUID.class)),
                            row.getTimestamp(4).toInstant(),
                            row.getTimestamp(5).toInstant(),
                            List.of());
                })
                .optional()
                .map(live -> live.with(memberships.of(live.user())));
    }

    private static Caller caller(
            UUID id, UserId user, Role role, Membership workspace, Instant authenticatedAt) {
        Set<Role> roles = EnumSet.of(Role.USER);
        switch (role) {
            case SUPERADMIN -> roles.addAll(Set.of(Role.ADMIN, Role.SUPERADMIN));
            case ADMIN -> roles.add(Role.ADMIN);
            case USER, VIEWER, TRADER, OWNER -> {}
        }
        switch (workspace.role()) {
            case OWNER -> roles.addAll(Set.of(Role.OWNER, Role.TRADER, Role.VIEWER));
            case TRADER -> roles.addAll(Set.of(Role.TRADER, Role.VIEWER));
            case VIEWER -> roles.add(Role.VIEWER);
            case USER, ADMIN, SUPERADMIN -> {}
        }
        return new Caller(user, workspace.id(), roles, authenticatedAt, id.toString());
    }

    private record Live(
            UserId user,
            Role role,
            TenantId workspace,
            Instant authenticatedAt,
            Instant expiresAt,
            List<Membership> memberships) {
        Live with(List<Membership> theirs) {
            return new Live(user, role, workspace, authenticatedAt, expiresAt, List.copyOf(theirs));
        }
    }
}
