package io.sath.platform.database;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other replicas on the same database have of their own. */
@TestComponent
public class Replicas {
    private final PostgresServer server;
    private final JdbcClient jdbc;

    Replicas(PostgresServer server, JdbcClient jdbc) {
        this.server = server;
        this.jdbc = jdbc;
    }

    /** Ended by its {@code destroy}. */
    public Leadership leadership() {
        return new Leadership(server, jdbc);
    }

    /** Ended by its {@code destroy}. */
    public Notices notices() {
        return new Notices(server, jdbc);
    }
}
