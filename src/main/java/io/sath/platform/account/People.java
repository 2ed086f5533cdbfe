package io.sath.platform.account;

import io.sath.platform.audit.Audit;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.TimeCursor;
import io.sath.platform.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everybody with a log-in, as operators see and change them. Whether the caller is an operator is
 * checked by who calls; a change stands in the platform's audit.
 */
@Service
public class People {
    private final Users users;
    private final Memberships memberships;
    private final Sessions sessions;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    People(
            Users users,
            Memberships memberships,
            Sessions sessions,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.users = users;
        this.memberships = memberships;
        this.sessions = sessions;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** How many there are, whether active or not. */
    public long count() {
        return jdbc.sql("SELECT count(*) FROM users").query(Long.class).single();
    }

    /** All people with their workspaces, by the time they signed up. */
    public Page<Profile> list(PageRequest request) {
        String order = request.ascending() ? "ASC" : "DESC";
        String after = request.ascending() ? ">" : "<";
        String cursor = request.cursor();
        JdbcClient.StatementSpec statement =
                jdbc.sql(
                        """
                        SELECT id, email, name, language, zone, theme, role, created_at FROM users
                        %s ORDER BY created_at %s, id %2$s LIMIT :limit
                        """
                                .formatted(
                                        cursor == null
                                                ? ""
                                                : "WHERE (created_at, id) " + after + " (:at, :id)",
                                        order));
        if (cursor != null) {
            TimeCursor place = TimeCursor.read(cursor);
            statement = statement.param("at", place.utc()).param("id", place.id());
        }
        List<Profile> found =
                statement.param("limit", request.limit() + 1).query(People::read).list();
        boolean more = found.size() > request.limit();
        List<Profile> piece = more ? found.subList(0, request.limit()) : found;
        Map<UserId, List<Membership>> theirs =
                memberships.of(piece.stream().map(Profile::id).toList());
        return new Page<>(
                piece.stream()
                        .map(one -> one.in(theirs.getOrDefault(one.id(), List.of())))
                        .toList(),
                more
                        ? new TimeCursor(piece.getLast().createdAt(), piece.getLast().id().value())
                                .text()
                        : null);
    }

    /**
     * Sets whether a person may log in, and what they may do on the platform; whoever may not any
     * more is logged out everywhere within a second. What is so already is no change.
     *
     * <p>A role is a {@link Role#SUPERADMIN}'s to give and to take, and so is everything about
     * another one: else it is the {@link Problem} forbidden. Nobody takes rights from themselves,
     * so that one who has them all is left: the Problem conflict. An unknown person is the Problem
     * not-found.
     *
     * @param role {@link Role#USER}, {@link Role#ADMIN} or {@link Role#SUPERADMIN}
     */
    public Profile change(Caller by, UserId id, boolean active, Role role) {
        transactions.executeWithoutResult(status -> {
            List<UserId> superadmins = lockSuperadmins();
            User user = users.lockById(id.value()).orElseThrow(Problem::notFound);
            if (user.isActive() == active && user.role() == role) {
                return;
            }
            boolean high = user.role() != role || user.role() == Role.SUPERADMIN;
            if (high && !by.has(Role.SUPERADMIN)) {
                throw Problem.forbidden();
            }
            boolean last = superadmins.equals(List.of(id)) && !(active && role == user.role());
            if (last || by.userId().equals(id)) {
                throw Problem.of(ProblemCode.CONFLICT, Text.of("account.people.oneself"));
            }
            user.stand(active, role);
            users.saveAndFlush(user);
            if (!active) {
                sessions.endAll(id);
            }
            audit.record(by.userId(), null, "account.standing", id.toString());
        });
        return users.findById(id.value())
                .orElseThrow(Problem::notFound)
                .profile(memberships.of(id));
    }

    /** Two who take it from each other at once come one after the other. */
    private List<UserId> lockSuperadmins() {
        return jdbc.sql(
                        """
                        SELECT id FROM users WHERE role = 'SUPERADMIN' AND active
                        ORDER BY id FOR UPDATE
                        """)
                .query((row, n) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    private static Profile read(ResultSet row, int number) throws SQLException {
        return new Profile(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                row.getString("language"),
                row.getString("zone"),
                row.getString("theme"),
                Role.valueOf(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                List.of());
    }
}
