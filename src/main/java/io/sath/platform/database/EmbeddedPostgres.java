package io.sath.platform.database;

import io.sath.platform.database.DatabaseAccess.Login;
import io.sath.platform.database.PostmasterFile.Running;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that comes with the platform: its data are kept in {@code postgres} below the data
 * directory, it listens on the loopback alone, and every login needs a generated password.
 *
 * <p>It is a server of its own, in a session of its own: it outlives a platform that is killed, and
 * the next start adopts it. An orderly end of the platform stops it.
 */
final class EmbeddedPostgres implements PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final long LARGEST_LOG = 10_000_000;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final PostgresPrograms programs;
    private final PostgresData data;
    private final PostmasterFile postmaster;
    private final DatabaseAccess access;

    private EmbeddedPostgres(Path directory, DatabaseSettings settings)
            throws IOException, SQLException {
        Path under = settings.programsDir();
        programs =
                PostgresPrograms.unpackedUnder(
                        under == null ? directory.resolve("programs") : under.toAbsolutePath());
        data = new PostgresData(directory, programs, settings.durable());
        Passwords passwords = data.prepared();
        postmaster = new PostmasterFile(data.path());
        int port = adoptedOrStarted();
        Login superuser = new Login(PostgresData.SUPERUSER, passwords.superuser());
        try (Connection connection = DatabaseAccess.connect(url(port, "postgres"), superuser)) {
            Roles.make(connection, passwords);
        }
        access = Roles.access(url(port, Roles.DATABASE), passwords);
    }

    /** Starts the server of this data directory, or adopts it where it still runs. */
    static EmbeddedPostgres in(DataDirectory directory, DatabaseSettings settings) {
        try {
            return new EmbeddedPostgres(directory.path(), settings);
        } catch (IOException | SQLException e) {
            throw new StartFault(
                    Text.of(
                            "start.postgres",
                            directory.path().toString(),
                            String.valueOf(e.getMessage())),
                    e);
        }
    }

    @Override
    public DatabaseAccess access() {
        return access;
    }

    @Override
    public void close() {
        try {
            control("-m", "fast", "stop");
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop: {}", e.getMessage());
        }
    }

    /** The port of the server, which runs when this returns. */
    private int adoptedOrStarted() throws IOException {
        Optional<Running> running = adopted();
        if (running.isPresent()) {
            LOG.info("Adopted the PostgreSQL that runs in {}", data.path());
            return running.get().port();
        }
        // The children of a killed server end by themselves; until then they hold its memory.
        if (!within(() -> !postmaster.inUse())) {
            throw new IOException("processes of a former PostgreSQL still work there");
        }
        postmaster.remove();
        return started();
    }

    /** The server that is at work, once it is ready; none where there is none or it is ending. */
    private Optional<Running> adopted() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Running> running = postmaster.running();
        while (running.isPresent()) {
            switch (running.get().status()) {
                case READY -> {
                    return running;
                }
                case STOPPING -> {
                    return Optional.empty();
                }
                case STARTING -> LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
            if (System.nanoTime() > end) {
                throw new IOException("the PostgreSQL at work there does not become ready");
            }
            running = postmaster.running();
        }
        return running;
    }

    private int started() throws IOException {
        Path log = data.directory().resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.delete(log);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            FileTrees.giveToOwnerOf(data.path(), log);
        }
        int port = freePort();
        data.configure(port);
        long before = Files.size(log);
        try {
            control("-l", log.toString(), "start");
        } catch (IOException e) {
            throw new IOException(reason(log, before).orElse(e.getMessage()), e);
        }
        return port;
    }

    private void control(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                programs.program("pg_ctl"),
                                "--pgdata=" + data.path(),
                                "--wait",
                                "--timeout=" + PATIENCE.toSeconds()));
        command.addAll(List.of(words));
        ProgramRun.on(data.path()).run(command, PATIENCE.plusSeconds(5));
    }

    private static boolean within(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    /** What the server itself wrote of why it ended, after this place in its log. */
    private static Optional<String> reason(Path log, long after) throws IOException {
        byte[] written = Files.readAllBytes(log);
        int from = (int) Math.min(after, written.length);
        return new String(written, from, written.length - from, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("FATAL: ") || line.contains("PANIC: "))
                .map(line -> line.replaceFirst(".*(FATAL|PANIC): +", ""))
                .reduce((earlier, later) -> later);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
