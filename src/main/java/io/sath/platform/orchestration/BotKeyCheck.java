package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.StoredKeyCheck;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a stored key by a single run of the bot program, beside the run that trades. */
final class BotKeyCheck implements StoredKeyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(BotKeyCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Each takes a machine some 80 MB and a core for a second. */
    private static final int AT_ONCE = 4;

    private final WorkloadScheduler scheduler;
    private final Fleet fleet;
    private final Supplier<Program> program;
    private final KeyGate keys;
    private final ProviderBases bases;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    BotKeyCheck(
            WorkloadScheduler scheduler,
            Fleet fleet,
            Supplier<Program> program,
            KeyGate keys,
            ProviderBases bases,
            Clock clock) {
        this.scheduler = scheduler;
        this.fleet = fleet;
        this.program = program;
        this.keys = keys;
        this.bases = bases;
        this.clock = clock;
    }

    @Override
    public Checked check(TenantId tenant, BotId bot, Credential key) {
        Brief brief = fleet.brief(tenant).orElse(null);
        if (brief == null) {
            return new Checked.Unavailable(Text.of("orchestration.check.not-run"));
        }
        try {
            if (!slots.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Checked.Unavailable(Text.of("orchestration.check.busy"));
            }
            try {
                return told(bot, key, scheduler.runOnce(run(tenant, bot, key, brief), PATIENCE));
            } finally {
                slots.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Checked.Unavailable(Text.of("orchestration.check.not-run"));
        } catch (Withheld e) {
            return new Checked.Unavailable(
                    switch (e.why()) {
                        case STORE -> Text.of("orchestration.check.store");
                        case MISSING -> Text.of("orchestration.check.missing");
                    });
        } catch (SchedulerUnavailable | Problem e) {
            LOG.warn("bot {}: the program could not be run for a check: {}", bot, e.getMessage());
            return new Checked.Unavailable(Text.of("orchestration.check.not-run"));
        }
    }

    private Workload run(TenantId tenant, BotId bot, Credential key, Brief brief) {
        return new Workload(
                tenant,
                bot,
                brief.plan(),
                "check-" + key.id(),
                program.get(),
                brief.memoryMb(),
                brief.cpuPercent(),
                1,
                SettingsFile.check(bot, key, bases),
                () -> keys.deliver(tenant, bot, List.of(key.id())));
    }

    private Checked told(BotId bot, Credential key, Once once) {
        Optional<BotRecord.Key> said =
                once.lines().stream()
                        .map(line -> new Output.Line(Output.Stream.STDOUT, line, false))
                        .map(line -> RecordDecoder.decode(line, clock.instant()))
                        .filter(BotRecord.Key.class::isInstance)
                        .map(BotRecord.Key.class::cast)
                        .filter(record -> record.ref().equals(key.id().toString()))
                        .findFirst();
        if (said.isPresent()) {
            return KeyAnswer.of(said.get(), key.service());
        }
        LOG.warn(
                "bot {}: a check of the key {} told nothing: {} lines, exit code {}, timed out {}",
                bot,
                key.id(),
                once.lines().size(),
                once.exitCode(),
                once.timedOut());
        return new Checked.Unavailable(
                once.timedOut()
                        ? Text.of("orchestration.check.late", PATIENCE.toSeconds())
                        : Text.of("orchestration.check.nothing"));
    }
}
