package io.sath.platform.support;

import static org.assertj.core.api.Assertions.fail;

import io.sath.platform.account.Credentials;
import io.sath.platform.account.LogIn;
import io.sath.platform.account.TokenLogIns;
import io.sath.platform.shared.Caller;
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

    /**
     * An access token of a person, past the endpoint: what calls without a token are counted by
     * address, and all tests share one.
     */
    public static String token(TokenLogIns logIns, Fixtures.Person person, JdbcClient jdbc) {
        open(person, jdbc);
        LogIn logIn = logIns.logIn(new Credentials(person.email(), PASSWORD, null, "127.0.0.1"));
        return logIn instanceof LogIn.Done(Caller caller)
                ? logIns.issue(caller).accessToken()
                : fail("%s", logIn);
    }

    /** An access token of a person. */
    public static String token(Rest rest, Fixtures.Person person, JdbcClient jdbc) {
        return logIn(rest, person, jdbc).member("accessToken");
    }
}
