package io.sath.platform.orchestration;

import static org.awaitility.Awaitility.await;

import io.sath.platform.database.Leadership;
import io.sath.platform.database.Mandate;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.store.SecretStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The platform's own parts with a scheduler of the test's, as a fleet of its own: what it leads,
 * holds and reports is apart from every other test's.
 */
final class TestParts {
    static final Program PROGRAM = new Program("a".repeat(64));

    private final Parts real;
    private final List<RecordSink> sinks;
    private String name = "test-" + UUID.randomUUID();
    private WorkloadScheduler scheduler;
    private KeyGate keys;
    private Supplier<Program> program = () -> PROGRAM;
    private RolloutSettings rollout =
            new RolloutSettings(RolloutSettings.Arrival.AT_ONCE, Duration.ZERO, 3);
    private int concurrency = 8;
    private int starting = 10_000;
    private Duration patience = Duration.ofSeconds(15);
    private Clock clock;

    private TestParts(Parts real, WorkloadScheduler scheduler) {
        this.real = real;
        this.sinks = new ArrayList<>(real.sinks());
        this.scheduler = scheduler;
        this.clock = real.clock();
        this.keys =
                new KeyGate(
                        (tenant, bot, all) ->
                                new SecretStore.Delivered.Ready(SecretDelivery.ByStdin.none()),
                        clock);
    }

    /** Keys that each bot reads from a Vault by itself. */
    static KeyGate keysByVault(Clock clock) {
        return new KeyGate(
                (tenant, bot, all) ->
                        new SecretStore.Delivered.Ready(
                                new SecretDelivery.ByVault(
                                        "kv/data/tenants/bot-" + bot, List.of())),
                clock);
    }

    static TestParts of(Parts real, WorkloadScheduler scheduler) {
        return new TestParts(real, scheduler);
    }

    TestParts name(String is) {
        name = is;
        return this;
    }

    TestParts scheduler(WorkloadScheduler is) {
        scheduler = is;
        return this;
    }

    TestParts keys(KeyGate are) {
        keys = are;
        return this;
    }

    TestParts program(Supplier<Program> is) {
        program = is;
        return this;
    }

    TestParts rollout(RolloutSettings are) {
        rollout = are;
        return this;
    }

    TestParts concurrency(int is) {
        concurrency = is;
        return this;
    }

    TestParts starting(int is) {
        starting = is;
        return this;
    }

    TestParts patience(Duration is) {
        patience = is;
        return this;
    }

    TestParts clock(Clock is) {
        clock = is;
        return this;
    }

    TestParts and(RecordSink more) {
        sinks.add(more);
        return this;
    }

    Parts build() {
        return new Parts(
                name,
                "test",
                scheduler,
                real.fleet(),
                real.rows(),
                real.fleetRows(),
                real.rolloutRows(),
                real.services(),
                real.scope(),
                real.ledgers(),
                sinks,
                keys,
                real.audit(),
                program,
                rollout,
                concurrency,
                starting,
                patience,
                Duration.ofSeconds(60),
                clock);
    }

    /** A reconciler that leads from now on; whoever led this fleet before does so no longer. */
    static Reconciler lead(Parts parts, Leadership leadership) {
        return parts.reconciler(takeOver(parts.name(), leadership));
    }

    /** A new leadership; the server needs a moment to see that the one before is over. */
    static Mandate takeOver(String name, Leadership leadership) {
        leadership.resign(name);
        long[] epoch = {0};
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    epoch[0] = leadership.tryLead(name).orElse(0);
                    return epoch[0] > 0;
                });
        return leadership.mandate(name, epoch[0]);
    }
}
