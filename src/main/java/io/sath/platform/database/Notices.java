package io.sath.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Short notices to every replica, this one included, by PostgreSQL's LISTEN and NOTIFY.
 *
 * <p>A notice is a hint: it carries ids, may be lost while the database is away, and whoever hears
 * it reads the state again. It is told when the transaction that published it commits, and not at
 * all when that is rolled back; the same notice twice in a transaction is told once.
 */
@Component
public class Notices implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z_]{0,40}");
    private static final int LONGEST = 1000;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** How often the listener looks up from waiting; a new channel begins at the latest then. */
    private static final int LOOK_UP_MILLIS = 250;

    private final PostgresServer server;
    private final JdbcClient jdbc;
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private volatile boolean ended;
    private @Nullable Thread reader;

    /** Hears what is told on a channel. Quick, and never throws: the others wait for it. */
    public interface Listener {
        void heard(String payload);

        /** From here on all is heard; before, notices may have been missed. */
        default void began() {}
    }

    /** Ends a subscription; repeating it changes nothing. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    Notices(PostgresServer server, JdbcClient jdbc) {
        this.server = server;
        this.jdbc = jdbc;
    }

    /**
     * Tells every replica, with the transaction at hand, or at once where there is none.
     *
     * @param channel small letters and underscores
     * @param payload at most 1000 characters
     */
    public void publish(String channel, String payload) {
        checkName(channel);
        if (payload.length() > LONGEST) {
            throw new IllegalArgumentException("a notice has at most " + LONGEST + " characters");
        }
        jdbc.sql("SELECT pg_notify(?, ?)").params(channel, payload).query((row, n) -> n).list();
    }

    /** Hears a channel from its {@link Listener#began} on. */
    public synchronized Subscription subscribe(String channel, Listener listener) {
        checkName(channel);
        listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(listener);
        if (reader == null) {
            reader = Thread.ofVirtual().name("notices").start(this::read);
        }
        return () -> listeners.getOrDefault(channel, new CopyOnWriteArrayList<>()).remove(listener);
    }

    @Override
    public void destroy() {
        ended = true;
        Thread thread = reader;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    private void read() {
        while (!ended) {
            try (Connection connection = server.access().connectAs(server.access().app())) {
                listen(connection);
            } catch (SQLException e) {
                if (!ended) {
                    LOG.warn("Notices of other replicas are not heard: {}", e.getMessage());
                    LockSupport.parkNanos(TRY_AGAIN.toNanos());
                }
            }
        }
    }

    /** Returns when the platform ends. */
    private void listen(Connection connection) throws SQLException {
        Set<Listener> begun = new HashSet<>();
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (!ended) {
            begin(connection, begun);
            PGNotification @Nullable [] heard = notified.getNotifications(LOOK_UP_MILLIS);
            if (heard != null) {
                for (PGNotification notice : heard) {
                    listeners
                            .getOrDefault(notice.getName(), List.of())
                            .forEach(listener -> tell(() -> listener.heard(notice.getParameter())));
                }
            }
        }
    }

    /** Listens to what has been subscribed since, and tells those who wait for it. */
    private void begin(Connection connection, Set<Listener> begun) throws SQLException {
        begun.retainAll(listeners.values().stream().flatMap(List::stream).toList());
        for (Map.Entry<String, List<Listener>> channel : listeners.entrySet()) {
            for (Listener listener : channel.getValue()) {
                if (begun.add(listener)) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("LISTEN " + channel.getKey());
                    }
                    tell(listener::began);
                }
            }
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("A listener to notices failed", e);
        }
    }

    private static void checkName(String channel) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("no channel: " + channel);
        }
    }
}
