package io.sath.platform.database;

import io.sath.platform.database.DatabaseAccess.Login;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/**
 * Makes the three roles and the database on the embedded server; repeating it changes nothing.
 *
 * <p>They come before Liquibase, which itself logs in as one of them: this needs a superuser, which
 * no changelog has. An external server gets the same SQL by hand ({@code docs/operations.md}).
 */
final class Roles {
    static final String DATABASE = "sath";
    static final String OWNER = "sath_owner";
    static final String APP = "sath_app";
    static final String OPERATOR = "sath_operator";

    private Roles() {}

    static void make(Connection superuser, Passwords passwords) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(script("roles.sql"));
            password(statement, OWNER, passwords.owner());
            password(statement, APP, passwords.app());
            if (!exists(statement)) {
                statement.execute(
                        "CREATE DATABASE "
                                + DATABASE
                                + " OWNER "
                                + OWNER
                                + " TEMPLATE template0 ENCODING 'UTF8'");
            }
            statement.execute("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO " + APP);
        }
    }

    static DatabaseAccess access(String url, Passwords passwords) {
        return new DatabaseAccess(
                url, new Login(APP, passwords.app()), new Login(OWNER, passwords.owner()));
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery(
                        "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            return found.next();
        }
    }

    private static void password(Statement statement, String role, String password)
            throws SQLException {
        // Of the alphabet [A-Za-z0-9_-]; a role's password takes no parameter.
        statement.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
    }

    private static String script(String name) {
        try (InputStream in = Roles.class.getResourceAsStream("/db/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
