package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sath.platform.database.DatabaseAccess.Login;
import io.sath.platform.shared.StartFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts real servers. */
class EmbeddedPostgresTests {
    private static final Path PROGRAMS =
            Path.of(System.getProperty("java.io.tmpdir"), "sath-test-programs");
    private static final DatabaseSettings SETTINGS = new DatabaseSettings(false, PROGRAMS);

    @TempDir Path kept;
    private DataDirectory directory;
    private EmbeddedPostgres server;

    @BeforeEach
    void firstStart() {
        directory = new DataDirectory(kept);
        server = EmbeddedPostgres.in(directory, SETTINGS);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        directory.close();
    }

    @Test
    void waitsForTheDiskAndListensOnTheLoopbackAlone() throws Exception {
        waitForTheDisk();
        assertThat(
                        asOwner(
                                """
                                SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings
                                WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes',
                                    'listen_addresses', 'password_encryption')
                                """))
                .isEqualTo(
                        "fsync=on full_page_writes=on listen_addresses=127.0.0.1"
                                + " password_encryption=scram-sha-256 synchronous_commit=on");
        assertThat(kept.resolve("postgres/sath.conf"))
                .content()
                .contains("unix_socket_directories = ''\n");
    }

    @Test
    void letsNobodyInWithoutTheGeneratedPassword() throws Exception {
        DatabaseAccess access = server.access();
        for (String user : List.of("sath_app", "sath_owner", "postgres")) {
            assertThatThrownBy(() -> access.connectAs(new Login(user, "guessed")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        kept.resolve("postgres-passwords.properties"))))
                .isEqualTo("rw-------");
        assertThat(access.app().toString()).isEqualTo("sath_app");
    }

    @Test
    void rightsOfBothRolesAreInOrder() {
        RightsCheck.of(server.access());
    }

    @Test
    void anEndAndAStartKeepTheData() throws Exception {
        keepANumber();
        server.close();
        assertThat(new PostmasterFile(kept.resolve("postgres")).running()).isEmpty();
        startAgain();
        assertThat(asOwner("SELECT n FROM kept")).isEqualTo("42");
    }

    @Test
    void aServerThatOutlivedThePlatformIsAdopted() throws Exception {
        long pid = running().pid();
        keepANumber();
        startAgain();
        assertThat(running().pid()).isEqualTo(pid);
        assertThat(asOwner("SELECT n FROM kept")).isEqualTo("42");
    }

    @Test
    void aServerThatWasKilledIsStartedAnewWithItsData() throws Exception {
        waitForTheDisk();
        keepANumber();
        ProcessHandle killed = running();
        killed.destroyForcibly();
        killed.onExit().get(30, TimeUnit.SECONDS);
        startAgain();
        assertThat(running().pid()).isNotEqualTo(killed.pid());
        assertThat(asOwner("SELECT n FROM kept")).isEqualTo("42");
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsRemoved() throws Exception {
        server.close();
        Files.writeString(
                kept.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + kept.resolve("postgres") + "\n1\n5432\n");
        startAgain();
        assertThat(asOwner("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aPidFileThatIsCutOffIsRemoved() throws Exception {
        server.close();
        Files.writeString(kept.resolve("postgres/postmaster.pid"), "");
        startAgain();
        assertThat(asOwner("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aFirstStartThatWasCutOffBeginsAnew() throws Exception {
        server.close();
        Files.move(kept.resolve("postgres"), kept.resolve("postgres.new"));
        startAgain();
        assertThat(asOwner("SELECT 1")).isEqualTo("1");
    }

    @Nested
    class WhatCannotStartSaysWhy {
        @Test
        void aDataDirectoryInUse() {
            assertThat(fault(() -> new DataDirectory(kept)))
                    .isEqualTo(
                            "The data directory "
                                    + kept
                                    + " is in use by another platform: stop that one, or name"
                                    + " another directory in SATH_DATA_DIR.");
        }

        @Test
        void aDataDirectoryThatCannotBeWritten() throws IOException {
            Path file = Files.createFile(kept.resolve("file"));
            assertThat(fault(() -> new DataDirectory(file.resolve("data"))))
                    .startsWith("The data directory " + file.resolve("data") + " cannot be written")
                    .contains("SATH_DATA_DIR");
        }

        @Test
        void dataOfAnotherVersion() throws IOException {
            server.close();
            Files.writeString(kept.resolve("postgres/PG_VERSION"), "12\n");
            assertThat(fault(() -> EmbeddedPostgres.in(directory, SETTINGS)))
                    .contains("made by PostgreSQL 12", "brings PostgreSQL 18");
        }

        @Test
        void passwordsThatAreLost() throws IOException {
            server.close();
            Files.delete(kept.resolve("postgres-passwords.properties"));
            assertThat(fault(() -> EmbeddedPostgres.in(directory, SETTINGS)))
                    .startsWith("The passwords file " + kept);
        }

        @Test
        void dataThatAreDamaged() throws IOException {
            server.close();
            Files.delete(kept.resolve("postgres/global/pg_control"));
            assertThat(fault(() -> EmbeddedPostgres.in(directory, SETTINGS)))
                    .startsWith("The embedded PostgreSQL in " + kept + " did not start (")
                    .contains("postgres.log");
        }

        private String fault(org.assertj.core.api.ThrowableAssert.ThrowingCallable start) {
            return catchThrowableOfType(StartFault.class, start).text().in(Locale.ENGLISH);
        }
    }

    private void waitForTheDisk() {
        server.close();
        server = EmbeddedPostgres.in(directory, new DatabaseSettings(true, PROGRAMS));
    }

    private void startAgain() throws Exception {
        directory.close();
        directory = new DataDirectory(kept);
        server = EmbeddedPostgres.in(directory, SETTINGS);
    }

    private ProcessHandle running() throws IOException {
        return new PostmasterFile(kept.resolve("postgres")).running().orElseThrow().process();
    }

    private void keepANumber() throws SQLException {
        try (Connection connection = server.access().connectAs(server.access().owner());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS n");
        }
    }

    private String asOwner(String sql) throws SQLException {
        try (Connection connection = server.access().connectAs(server.access().owner());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
