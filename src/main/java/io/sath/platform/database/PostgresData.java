package io.sath.platform.database;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of the embedded server: made once, then kept between starts.
 *
 * @param directory the platform's data directory
 * @param programs what makes and serves them
 * @param durable false only in tests: then nothing waits for the disk
 */
record PostgresData(Path directory, PostgresPrograms programs, boolean durable) {
    static final String SUPERUSER = "postgres";

    Path path() {
        return directory.resolve("postgres");
    }

    /** The passwords of the data; the data are made where there are none yet. */
    Passwords prepared() throws IOException {
        Path version = path().resolve("PG_VERSION");
        Path passwords = directory.resolve("postgres-passwords.properties");
        if (!Files.exists(version)) {
            return make(passwords);
        }
        String made = Files.readString(version).strip();
        if (!made.equals(programs.majorVersion())) {
            throw new StartFault(
                    Text.of(
                            "start.postgres-version",
                            path().toString(),
                            made,
                            programs.majorVersion()));
        }
        try {
            return Passwords.read(passwords);
        } catch (IOException e) {
            throw new StartFault(
                    Text.of("start.postgres-passwords", passwords.toString(), path().toString()),
                    e);
        }
    }

    /** Writes the settings of the next start. */
    void configure(int port) throws IOException {
        String disk = durable ? "on" : "off";
        Files.writeString(
                path().resolve("sath.conf"),
                """
                # Written by the platform at each start of the server.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                fsync = %s
                synchronous_commit = %s
                full_page_writes = %s
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                # What a statement did wrong is the platform's to log; values stay out of this file.
                log_min_messages = log
                """
                        .formatted(port, disk, disk, disk));
    }

    /** Makes the data beside their place and moves them there whole. */
    private Passwords make(Path passwordsFile) throws IOException {
        Path fresh = directory.resolve("postgres.new");
        Path passwordFile = directory.resolve("postgres.pw");
        FileTrees.delete(fresh);
        Files.deleteIfExists(passwordFile);
        Files.createDirectory(fresh, mode("rwx------"));
        Passwords passwords = Passwords.make(passwordsFile);
        ProgramRun run = ProgramRun.on(fresh);
        try {
            Files.createFile(passwordFile, mode("rw-------"));
            Files.writeString(passwordFile, passwords.superuser());
            FileTrees.giveToOwnerOf(fresh, passwordFile);
            run.run(initdb(fresh, passwordFile), Duration.ofSeconds(120));
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.writeString(
                fresh.resolve("pg_hba.conf"),
                "host all all 127.0.0.1/32 scram-sha-256\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        Files.writeString(
                fresh.resolve("postgresql.conf"),
                "\ninclude 'sath.conf'\n",
                StandardOpenOption.APPEND);
        Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
        return passwords;
    }

    private List<String> initdb(Path fresh, Path passwordFile) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                programs.program("initdb"),
                                "--pgdata=" + fresh,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--locale=C.UTF-8"));
        if (!durable) {
            command.add("--no-sync");
        }
        return command;
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
