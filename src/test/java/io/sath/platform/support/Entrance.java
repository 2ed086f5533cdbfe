package io.sath.platform.support;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Lets people of {@link Fixtures}, who have no password, log in to the REST API. */
public final class Entrance {
    public static final String PASSWORD = "cuatro caballos verdes";
    private static final String HASH =
            java.util.Objects.requireNonNull(new BCryptPasswordEncoder(4).encode(PASSWORD));

    private Entrance() {}

    /** Gives a person {@link #PASSWORD}. */
    public static void open(Fixtures.Person person, JdbcClient jdbc) {
        jdbc.sql("UPDATE users SET password_hash = ? WHERE id = ?")
                .params(HASH, person.id().value())
                .update();
    }

    /** A person's log-in: what {@code auth/login} answers. */
    public static Rest.Reply logIn(Rest rest, Fixtures.Person person, JdbcClient jdbc) {
        open(person, jdbc);
        return rest.post(
                "/api/v1/auth/login",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email(), PASSWORD));
    }

    /** An access token of a person. */
    public static String token(Rest rest, Fixtures.Person person, JdbcClient jdbc) {
        return logIn(rest, person, jdbc).member("accessToken");
    }
}
