package io.sath.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where the database is and how its two roles log in. */
record DatabaseAccess(String url, Login app, Login owner) {

    /** A role and its password; the password is in no text made of it. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    Connection connectAs(Login login) throws SQLException {
        return connect(url, login);
    }

    /**
     * A connection of its own, outside the pools, that is made within 10 s and answers within 60 s,
     * or fails.
     */
    static Connection connect(String url, Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }
}
