package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Observed.Cause;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.local.BotDirectory.Handle;
import io.sath.platform.secrets.SecretDelivery;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bot's process.
 *
 * <pre>
 *   none ──apply──► running ──stop, other spec, too much memory──► ending ──grace over──► killed
 *                      │                                             │                     │
 *                      └────────────── the process ends ─────────────┴──────► ended ◄──────┘
 *   ended ──apply──► running;  ended ──purge──► none
 * </pre>
 *
 * The handle on disk is written last: a process without one may have got no secrets, and is ended
 * by the platform that finds it.
 */
final class LocalBot {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBot.class);
    private static final long MB = 1024 * 1024;

    private final BotDirectory directory;
    private final BotCommand command;
    private final Clock clock;
    private final String node;
    private final Runnable changed;

    private @Nullable Run run;
    private Observed.@Nullable Ended ended;
    private long settingsRev;

    LocalBot(
            BotDirectory directory,
            BotCommand command,
            Clock clock,
            String node,
            Runnable changed) {
        this.directory = directory;
        this.command = command;
        this.clock = clock;
        this.node = node;
        this.changed = changed;
        this.settingsRev = directory.settingsRev();
    }

    private static final class Run {
        final Handle handle;
        final @Nullable Process child;
        long capBytes;
        @Nullable Cause cause;
        @Nullable Instant killAt;

        Run(Handle handle, @Nullable Process child, long capBytes) {
            this.handle = handle;
            this.child = child;
            this.capBytes = capBytes;
        }

        boolean lives() {
            return child == null ? handle.process().lives() : child.isAlive();
        }

        @Nullable Integer exitCode() {
            return child == null ? null : Integer.valueOf(child.exitValue());
        }
    }

    BotDirectory directory() {
        return directory;
    }

    synchronized void apply(Workload workload, Duration grace) {
        directory.create();
        if (settingsRev != workload.settingsRev()) {
            directory.writeSettings(workload.settings());
            settingsRev = workload.settingsRev();
        }
        look();
        Run present = run;
        if (present == null) {
            start(workload);
        } else {
            present.capBytes = workload.memoryMb() * MB;
            if (!present.handle.specHash().equals(workload.specHash())) {
                end(present, Cause.ASKED, grace);
            }
        }
    }

    private void start(Workload workload) {
        Instant now = clock.instant();
        try (SecretDelivery.ByStdin secrets = StandardInput.secrets(workload)) {
            directory.removeHandle();
            Process child =
                    command.process(directory, workload.specHash(), workload.program()).start();
            ProcessId process =
                    ProcessId.of(child.pid())
                            .orElse(new ProcessId(child.pid(), ProcessId.bootNow(), -1));
            Handle handle = new Handle(process, workload.specHash(), now);
            run = new Run(handle, child, workload.memoryMb() * MB);
            ended = null;
            StandardInput.deliver(child, secrets);
            directory.writeHandle(handle);
            var _ = child.onExit().thenRun(this::look);
        } catch (IOException e) {
            LOG.warn("bot {}: its process could not be started: {}", directory.bot(), e.toString());
            ended = new Observed.Ended("-", null, Cause.NOT_STARTED, now);
            throw new SchedulerUnavailable("a process could not be started", e);
        }
        changed.run();
    }

    /** Takes up a process that a former platform started, or ends one that it only half started. */
    synchronized void adopt(long stray, Duration grace) {
        Handle known = directory.handle().orElse(null);
        if (known != null && known.process().lives()) {
            run = new Run(known, null, Long.MAX_VALUE);
        } else if (stray > 0) {
            ProcessId process = ProcessId.of(stray).orElse(null);
            if (process != null) {
                Run half = new Run(new Handle(process, "-", clock.instant()), null, Long.MAX_VALUE);
                run = half;
                end(half, Cause.ASKED, grace);
            }
        } else if (known != null) {
            ended = new Observed.Ended(instance(known), null, Cause.ITSELF, clock.instant());
        }
    }

    synchronized void stop(Duration grace) {
        look();
        if (run != null) {
            end(run, Cause.ASKED, grace);
        }
    }

    private void end(Run ending, Cause cause, Duration grace) {
        if (ending.cause != null) {
            return;
        }
        ending.cause = cause;
        ending.killAt = clock.instant().plus(grace);
        signal(ending, false);
    }

    private static void signal(Run run, boolean hard) {
        if (run.child != null) {
            if (hard) {
                run.child.destroyForcibly();
            } else {
                run.child.destroy();
            }
            return;
        }
        // Checked again at the last moment: the pid may be another process' by now.
        if (run.handle.process().lives()) {
            ProcessHandle.of(run.handle.process().pid())
                    .ifPresent(process -> {
                        if (hard) {
                            process.destroyForcibly();
                        } else {
                            process.destroy();
                        }
                    });
        }
    }

    /** Sees whether it has ended, and kills it where its grace is over. */
    synchronized void look() {
        Run present = run;
        if (present == null) {
            return;
        }
        if (!present.lives()) {
            Integer exitCode = present.exitCode();
            Cause cause = present.cause == null ? Cause.ITSELF : present.cause;
            ended = new Observed.Ended(instance(present.handle), exitCode, cause, clock.instant());
            run = null;
            changed.run();
        } else if (present.killAt != null && !clock.instant().isBefore(present.killAt)) {
            if (present.cause == Cause.ASKED) {
                present.cause = Cause.KILLED;
            }
            signal(present, true);
        }
    }

    /** Ends it where it takes more memory than it may. */
    synchronized void weigh(Duration grace) {
        Run present = run;
        if (present != null && present.cause == null) {
            long resident = present.handle.process().residentBytes();
            if (resident > present.capBytes) {
                LOG.warn(
                        "bot {}: {} MB resident are more than its {} MB; it is ended",
                        directory.bot(),
                        resident / MB,
                        present.capBytes / MB);
                end(present, Cause.MEMORY, grace);
            }
        }
    }

    synchronized Observed observe() {
        Run present = run;
        if (present != null) {
            return new Observed.Running(
                    instance(present.handle),
                    present.handle.specHash(),
                    settingsRev,
                    present.handle.startedAt(),
                    node,
                    present.cause != null);
        }
        return ended == null ? new Observed.Absent() : ended;
    }

    /** Forgets an ended one; false while it runs. */
    synchronized boolean forget() {
        if (run != null) {
            return false;
        }
        ended = null;
        directory.removeHandle();
        return true;
    }

    private static String instance(Handle handle) {
        return handle.process().pid() + "-" + handle.process().startTicks();
    }
}
