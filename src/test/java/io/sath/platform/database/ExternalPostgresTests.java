package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sath.platform.database.DatabaseAccess.Login;
import io.sath.platform.shared.StartFault;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A server that somebody else runs; here it is another embedded one. */
class ExternalPostgresTests {
    @TempDir static Path kept;
    private static DataDirectory directory;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void aServer() {
        directory = new DataDirectory(kept);
        server =
                EmbeddedPostgres.in(
                        directory,
                        new DatabaseSettings(
                                false,
                                Path.of(
                                        System.getProperty("java.io.tmpdir"),
                                        "sath-test-programs")));
    }

    @AfterAll
    static void itEnds() throws Exception {
        server.close();
        directory.close();
    }

    @AfterEach
    void rightsAreInOrderAgain() throws Exception {
        asSuperuser("ALTER ROLE sath_app NOBYPASSRLS");
        asSuperuser("REVOKE sath_owner FROM sath_app");
        asSuperuser("GRANT sath_operator TO sath_app WITH INHERIT FALSE, SET TRUE");
        asSuperuser("ALTER DATABASE sath OWNER TO sath_owner");
    }

    @Test
    void isReachedAsItsTwoRoles() {
        DatabaseAccess access = named(settings()).access();
        RightsCheck.of(access);
        assertThat(access.app().user()).isEqualTo("sath_app");
        assertThat(access.owner().user()).isEqualTo("sath_owner");
    }

    @Test
    void aSettingThatIsMissingIsNamed() {
        Map<String, Object> settings = settings();
        settings.remove("spring.liquibase.user");
        assertThat(sentence(() -> named(settings)))
                .isEqualTo(
                        "SPRING_DATASOURCE_URL names a server, so SPRING_LIQUIBASE_USER is needed"
                                + " too: docs/operations.md, section PostgreSQL, says which roles the"
                                + " platform uses.");
    }

    @Test
    void aWrongPasswordIsSaidWithoutShowingIt() {
        Map<String, Object> settings = settings();
        settings.put("spring.datasource.password", "guessed");
        assertThat(sentence(() -> RightsCheck.of(named(settings).access())))
                .startsWith("The database role sath_app cannot log in (")
                .doesNotContain("guessed");
    }

    @Test
    void theOwnerIsNotTheApplication() {
        DatabaseAccess access = server.access();
        assertThat(
                        sentence(() ->
                                RightsCheck.of(
                                        new DatabaseAccess(
                                                access.url(), access.owner(), access.owner()))))
                .startsWith("The platform works as the role sath_owner, but must work as sath_app");
    }

    @Test
    void aRoleAboveRowLevelSecurityIsRefused() throws Exception {
        asSuperuser("ALTER ROLE sath_app BYPASSRLS");
        assertThat(fault()).contains("bypasses row-level security");
    }

    @Test
    void aMemberOfTheOwnerIsRefused() throws Exception {
        asSuperuser("GRANT sath_owner TO sath_app");
        assertThat(fault()).contains("is a member of sath_owner");
    }

    @Test
    void anInheritedOperatorIsRefused() throws Exception {
        asSuperuser("GRANT sath_operator TO sath_app WITH INHERIT TRUE");
        assertThat(fault())
                .contains("GRANT sath_operator TO sath_app WITH INHERIT FALSE, SET TRUE");
    }

    @Test
    void anOwnerWhoMayMakeNoTablesIsRefused() throws Exception {
        asSuperuser("ALTER DATABASE sath OWNER TO postgres");
        asSuperuser("GRANT CONNECT ON DATABASE sath TO sath_owner");
        assertThat(fault()).startsWith("The role sath_owner may not create tables");
    }

    private static String fault() {
        return sentence(() -> RightsCheck.of(server.access()));
    }

    private static String sentence(org.assertj.core.api.ThrowableAssert.ThrowingCallable start) {
        return catchThrowableOfType(StartFault.class, start).text().in(Locale.ENGLISH);
    }

    private static ExternalPostgres named(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return ExternalPostgres.named(server.access().url(), environment);
    }

    private static Map<String, Object> settings() {
        DatabaseAccess access = server.access();
        return new java.util.HashMap<>(
                Map.of(
                        "spring.datasource.username", access.app().user(),
                        "spring.datasource.password", access.app().password(),
                        "spring.liquibase.user", access.owner().user(),
                        "spring.liquibase.password", access.owner().password()));
    }

    private static void asSuperuser(String sql) throws Exception {
        Passwords passwords = Passwords.read(kept.resolve("postgres-passwords.properties"));
        try (Connection connection =
                        DatabaseAccess.connect(
                                server.access().url(),
                                new Login("postgres", passwords.superuser()));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
