package io.sath.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets one replica at a time do a duty, and fences off a former one that has not noticed yet.
 *
 * <p>Who leads holds an advisory lock of PostgreSQL on a connection of its own. The server ends
 * that connection after 20 s without a sign of life (a replica that stands still, a broken
 * network), and another one takes over with a higher epoch. A write that only the leader may make
 * calls {@link #holds} first, in the same transaction, or happens under a {@link Mandate}.
 */
@Component
@DependsOnDatabaseInitialization
public class Leadership implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final PostgresServer server;
    private final JdbcClient jdbc;
    private final Map<String, Held> held = new HashMap<>();

    /** A duty that this replica leads. */
    private record Held(Connection connection, long epoch) {}

    Leadership(PostgresServer server, JdbcClient jdbc) {
        this.server = server;
        this.jdbc = jdbc;
    }

    /**
     * Leads a duty from now on, or goes on with it.
     *
     * @return the epoch, which is higher than that of any leader before; empty while another
     *     replica leads, or while the database does not answer
     */
    public synchronized OptionalLong tryLead(String duty) {
        Held mine = held.get(duty);
        if (mine != null && isAlive(mine)) {
            return OptionalLong.of(mine.epoch());
        }
        resign(duty);
        try {
            Connection connection = server.access().connectAs(server.access().app());
            OptionalLong epoch = take(connection, duty);
            if (epoch.isPresent()) {
                held.put(duty, new Held(connection, epoch.getAsLong()));
                LOG.info("Leads {} in epoch {}", duty, epoch.getAsLong());
            } else {
                connection.close();
            }
            return epoch;
        } catch (SQLException e) {
            LOG.warn("Cannot tell who leads {}: {}", duty, e.getMessage());
            return OptionalLong.empty();
        }
    }

    /**
     * Whether a leader's epoch still is the newest. Inside a transaction the answer holds until its
     * end: a new leader waits for it.
     */
    public boolean holds(String duty, long epoch) {
        return jdbc.sql("SELECT epoch FROM leaderships WHERE duty = ? FOR SHARE")
                .param(duty)
                .query((row, n) -> row.getLong(1))
                .optional()
                .filter(newest -> newest == epoch)
                .isPresent();
    }

    /** The right to act as the leader of this epoch. */
    public Mandate mandate(String duty, long epoch) {
        return new Mandate(duty, epoch, jdbc);
    }

    /** Leaves a duty to others; nothing happens where another replica leads it. */
    public synchronized void resign(String duty) {
        Held mine = held.remove(duty);
        if (mine != null) {
            close(mine.connection());
        }
    }

    @Override
    public synchronized void destroy() {
        held.values().forEach(mine -> close(mine.connection()));
        held.clear();
    }

    /** Shows the server that this replica is alive. */
    @Scheduled(fixedDelayString = "PT5S")
    synchronized void beat() {
        held.entrySet()
                .removeIf(entry -> {
                    boolean lost = !isAlive(entry.getValue());
                    if (lost) {
                        LOG.warn("No longer leads {}", entry.getKey());
                        close(entry.getValue().connection());
                    }
                    return lost;
                });
    }

    private static OptionalLong take(Connection connection, String duty) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET idle_session_timeout = '20s'");
        }
        try (PreparedStatement lock =
                connection.prepareStatement(
                        "SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, duty);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                if (!answer.getBoolean(1)) {
                    return OptionalLong.empty();
                }
            }
        }
        try (PreparedStatement next =
                connection.prepareStatement(
                        """
                        INSERT INTO leaderships AS l (duty, epoch) VALUES (?, 1)
                        ON CONFLICT (duty) DO UPDATE SET epoch = l.epoch + 1
                        RETURNING epoch
                        """)) {
            next.setString(1, duty);
            try (ResultSet answer = next.executeQuery()) {
                answer.next();
                return OptionalLong.of(answer.getLong(1));
            }
        }
    }

    private static boolean isAlive(Held mine) {
        try {
            return mine.connection().isValid(ANSWERS_WITHIN_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A leader's connection was gone already", e);
        }
    }
}
