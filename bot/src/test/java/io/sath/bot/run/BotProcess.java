package io.sath.bot.run;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The real program as a child process, seen as the platform sees it. */
final class BotProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Thread reader;
    private final List<Json.Obj> lines = new ArrayList<>();
    private boolean over;

    private BotProcess(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static BotProcess start(BotHome home) throws IOException {
        return start(home, List.of("run", "--dir", home.directory().toString()), "{}\n");
    }

    /** A second run of the same bot, with a settings file of its own. */
    static BotProcess start(BotHome home, Path settings, String secrets) throws IOException {
        return start(home, settings, List.of("run"), secrets);
    }

    static BotProcess start(BotHome home, List<String> arguments, @Nullable String secrets)
            throws IOException {
        return start(home, home.settingsFile(), arguments, secrets);
    }

    private static BotProcess start(
            BotHome home, Path settings, List<String> arguments, @Nullable String secrets)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx48m",
                                "-Xss256k",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.sath.bot.Main"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SATH_SETTINGS", settings.toString());
        builder.environment().put("SATH_DATA", home.data().toString());
        builder.environment().remove("SATH_SECRETS");
        builder.environment().remove("SATH_MARKET_DIR");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(home.errors().toFile()));
        Process process = builder.start();
        if (secrets != null) {
            process.getOutputStream().write(secrets.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }
        return new BotProcess(process);
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException _) {
            // the child was killed in the middle of a line
        } finally {
            synchronized (this) {
                over = true;
                notifyAll();
            }
        }
    }

    /** A line that a kill has torn is no line: the platform reads up to the last line end. */
    private synchronized void add(String line) {
        try {
            lines.add((Json.Obj) JsonText.parse(line.getBytes(StandardCharsets.UTF_8)));
            notifyAll();
        } catch (JsonText.Malformed _) {
            // torn
        }
    }

    synchronized List<Json.Obj> lines() {
        return new ArrayList<>(lines);
    }

    List<Json.Obj> lines(String type) {
        return lines().stream().filter(line -> text(line, "type").equals(type)).toList();
    }

    /** Waits for a line. */
    synchronized Json.Obj await(String type, Predicate<Json.Obj> wanted)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int looked = 0;
        while (true) {
            for (; looked < lines.size(); looked++) {
                Json.Obj line = lines.get(looked);
                if (text(line, "type").equals(type) && wanted.test(line)) {
                    return line;
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (over || left <= 0) {
                throw new AssertionError(
                        "no such "
                                + type
                                + (over ? "; the process ended" : "")
                                + ": "
                                + lines.subList(Math.max(0, lines.size() - 10), lines.size()));
            }
            wait(left);
        }
    }

    /** Waits until so many lines were read. */
    synchronized void awaitLines(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lines.size() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (over || left <= 0) {
                throw new AssertionError("only " + lines.size() + " lines: " + lines);
            }
            wait(left);
        }
    }

    Json.Obj await(String type) throws InterruptedException {
        return await(type, _ -> true);
    }

    /**
     * SIGKILL; when this returns, all that was written is read (Process.destroy would close the
     * pipes before).
     */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.toHandle().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end: " + lines());
        }
        reader.join();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    static String text(Json.Obj line, String field) {
        return line.get(field) instanceof Json.Text(String text) ? text : "";
    }

    static long whole(Json.Obj line, String field) {
        return ((Json.Num) line.get(field)).value().longValueExact();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join();
            process.getOutputStream().close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
