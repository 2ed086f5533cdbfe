package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot program: a copy under the name of its content, so that a new build takes nothing away
 * from the bots that run.
 */
final class BotJar {
    private static final Logger LOG = LoggerFactory.getLogger(BotJar.class);

    /** Measured: 76 to 81 MB resident. */
    static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx48m",
                    "-Xss256k",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:ReservedCodeCacheSize=16m",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError");

    private static final int MAX_ANSWER = 8 << 20;

    private final Path source;
    private final Path java;
    private final Path programs;
    private final Map<String, String> environment;
    private volatile @Nullable Copy copy;

    private record Copy(Program build, Path jar) {}

    /**
     * @param programs the directory of the copies
     */
    BotJar(OrchestrationSettings settings, Path programs) {
        this.source = settings.botJar().toAbsolutePath();
        this.java =
                settings.java() == null
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                        : settings.java();
        this.programs = programs;
        Map<String, String> given = new TreeMap<>();
        if (settings.marketDir() != null && !settings.marketDir().toString().isEmpty()) {
            given.put("SATH_MARKET_DIR", settings.marketDir().toAbsolutePath().toString());
        }
        this.environment = Map.copyOf(given);
    }

    /** The java and its options for a bot that runs for long. */
    List<String> program() {
        List<String> line = new ArrayList<>(List.of(java.toString()));
        line.addAll(JVM);
        return line;
    }

    /** What follows them for a build; throws {@link Problem} unavailable where it is gone. */
    List<String> arguments(Program build) {
        Path jar = copyOf(build);
        if (!Files.isReadable(jar)) {
            LOG.error("The bot program {} is no longer among the copies: {}", build.version(), jar);
            throw unavailable();
        }
        return List.of("-jar", jar.toString(), "run");
    }

    /** What its programs find in their environment. */
    Map<String, String> environment() {
        return environment;
    }

    /** The build at hand. */
    Program build() {
        return current().build();
    }

    private Path copyOf(Program build) {
        return programs.resolve("bot-" + build.version() + ".jar").toAbsolutePath();
    }

    private Path jar() {
        return current().jar();
    }

    /** Throws {@link Problem} unavailable where there is no program. */
    private synchronized Copy current() {
        Copy known = copy;
        if (known == null) {
            if (!Files.isReadable(source)) {
                LOG.error(
                        "There is no bot program at {}: build it (mvn -f bot/pom.xml package) or"
                                + " name it by sath.orchestration.bot-jar.",
                        source);
                throw unavailable();
            }
            try {
                byte[] content = Files.readAllBytes(source);
                Program build = new Program(hash(content));
                Files.createDirectories(programs);
                Path jar = copyOf(build);
                if (!Files.exists(jar)) {
                    Path fresh = Files.createTempFile(programs, "bot", ".new");
                    Files.write(fresh, content);
                    Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
                }
                known = new Copy(build, jar);
                copy = known;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known;
    }

    /** How a call of the program ended. */
    record Answer(int exitCode, String out, String err) {}

    /**
     * Runs a command of the program to its end.
     *
     * @param heap for example {@code 64m}
     */
    Answer call(String heap, Duration limit, List<String> arguments)
            throws InterruptedException, TimeoutException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx" + heap,
                                "-XX:-UsePerfData",
                                "-jar",
                                jar().toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                var out = text(process.getInputStream());
                var err = text(process.getErrorStream());
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new TimeoutException("the bot program did not end in " + limit);
                }
                return new Answer(process.exitValue(), out.join(), err.join());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (stream) {
                byte[] bytes = stream.readNBytes(MAX_ANSWER);
                stream.skip(Long.MAX_VALUE);
                text.complete(new String(bytes, StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete("");
            }
        });
        return text;
    }

    static Problem unavailable() {
        return Problem.of(ProblemCode.UNAVAILABLE, Text.of("bots.program-unavailable"));
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
