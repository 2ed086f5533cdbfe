package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.SecretDelivery;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of the program beside a bot's own: in a directory {@code once-…} below the bot's, which is
 * removed with its end, or by the next platform where this one was killed in between.
 */
final class LocalOnce {
    private static final Logger LOG = LoggerFactory.getLogger(LocalOnce.class);
    private static final String PREFIX = "once-";
    private static final Duration WEIGH = Duration.ofMillis(500);
    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final long MB = 1024 * 1024;

    private LocalOnce() {}

    static Once run(BotDirectory own, BotCommand command, Workload workload, Duration patience)
            throws InterruptedException {
        own.create();
        BotDirectory scratch =
                new BotDirectory(own.bot(), own.root().resolve(PREFIX + UUID.randomUUID()));
        try (SecretDelivery.ByStdin secrets = StandardInput.secrets(workload)) {
            scratch.create();
            scratch.writeSettings(workload.settings());
            Process process =
                    command.process(scratch, workload.specHash(), workload.program())
                            .redirectOutput(ProcessBuilder.Redirect.PIPE)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                CompletableFuture<List<String>> lines = lines(process.getInputStream());
                StandardInput.deliver(process, secrets);
                boolean ended = await(process, workload, patience);
                if (!ended) {
                    end(process);
                }
                return new Once(lines.join(), ended ? process.exitValue() : null, !ended);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new SchedulerUnavailable("a process could not be started", e);
        } finally {
            remove(scratch.root());
        }
    }

    /** Waits for its end; one that takes more memory than it may is ended before. */
    private static boolean await(Process process, Workload workload, Duration patience)
            throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        ProcessId id = ProcessId.of(process.pid()).orElse(null);
        while (true) {
            long left = until - System.nanoTime();
            if (process.waitFor(Math.min(left, WEIGH.toNanos()), TimeUnit.NANOSECONDS)) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
            if (id != null && id.residentBytes() > workload.memoryMb() * MB) {
                LOG.warn("bot {}: a single run took too much memory", workload.bot());
                process.destroyForcibly().waitFor();
                return true;
            }
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Reads to the end, whatever is kept of it: a full pipe would hold the program up. */
    private static CompletableFuture<List<String>> lines(InputStream from) {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            List<String> lines = new ArrayList<>();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            try (InputStream in = new BufferedInputStream(from)) {
                for (int next = in.read(); next >= 0; next = in.read()) {
                    if (next == '\n') {
                        if (lines.size() < Once.MAX_LINES) {
                            lines.add(line.toString(StandardCharsets.UTF_8));
                        }
                        line.reset();
                    } else if (line.size() < Output.MAX_LINE_BYTES) {
                        line.write(next);
                    }
                }
            } catch (IOException e) {
                LOG.debug("the output of a single run ended early", e);
            } finally {
                done.complete(lines);
            }
        });
        return done;
    }

    /** Removes what a platform that was killed left of such runs in a bot's directory. */
    static void sweep(BotDirectory own) {
        try (Stream<Path> below = Files.list(own.root())) {
            below.filter(LocalOnce::isOnce).forEach(LocalOnce::remove);
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone", own.root());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isOnce(Path directory) {
        return directory.getFileName().toString().startsWith(PREFIX);
    }

    private static void remove(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> below = Files.walk(root)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} could not be removed", root, e);
        }
    }
}
