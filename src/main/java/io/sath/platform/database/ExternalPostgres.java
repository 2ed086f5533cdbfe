package io.sath.platform.database;

import io.sath.platform.database.DatabaseAccess.Login;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** A PostgreSQL that somebody else runs, named by {@code SPRING_DATASOURCE_URL}. */
record ExternalPostgres(DatabaseAccess access) implements PostgresServer {

    /** Reads the five settings; one that is missing is a {@link StartFault} that names it. */
    static ExternalPostgres named(String url, Environment environment) {
        return new ExternalPostgres(
                new DatabaseAccess(
                        url,
                        login(
                                environment,
                                "spring.datasource.username",
                                "spring.datasource.password"),
                        login(environment, "spring.liquibase.user", "spring.liquibase.password")));
    }

    @Override
    public void close() {
        // Not ours to stop.
    }

    private static Login login(Environment environment, String user, String password) {
        return new Login(required(environment, user), required(environment, password));
    }

    private static String required(Environment environment, String name) {
        @Nullable String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new StartFault(
                    Text.of(
                            "start.database-setting",
                            name.toUpperCase(java.util.Locale.ROOT).replace('.', '_')));
        }
        return value;
    }
}
