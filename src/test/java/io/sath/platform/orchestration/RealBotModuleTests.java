package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.bots.Bots;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole way with the real bot program, as built in {@code bot/target}. */
@PlatformTest
class RealBotModuleTests {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired Orchestration orchestration;
    @Autowired Bots bots;
    @Autowired Fixtures fixtures;
    @Autowired WorkloadScheduler scheduler;
    @Autowired RunRows rows;
    @Autowired LedgerView ledgers;
    @Autowired LedgerCheck check;
    @Autowired DataDirectory directory;

    private boolean begun;
    private Caller caller;
    private TenantId tenant;

    @BeforeEach
    void begin() {
        assumeTrue(
                Files.exists(Path.of("bot/target/bot.jar")),
                "there is no bot/target/bot.jar: build the bot first");
        Fixtures.Person person = fixtures.person();
        caller = fixtures.owner(person);
        tenant = person.tenant();
        orchestration.start();
        begun = true;
    }

    @AfterEach
    void end() {
        if (!begun) {
            return;
        }
        bots.stop(tenant, caller, BotConfig.StopPolicy.LEAVE);
        await().atMost(SOON).until(() -> status().state() == State.STOPPED);
        orchestration.stop();
    }

    @Test
    void aNewTenantsBotStartsTradesAndStopsFlat() {
        assertThat(status().state()).isEqualTo(State.STOPPED);
        bots.start(tenant, caller);
        await().atMost(SOON).until(() -> status().lastBeatAt() != null);
        await().atMost(SOON).until(() -> status().state() == State.RUNNING);
        assertThat(status().appliedRevision()).isEqualTo(1);
        assertThat(status().entries().allowed()).isTrue();
        await().atMost(Duration.ofSeconds(120)).until(() -> stored() > 0);
        bots.halt(tenant, caller);
        await().atMost(SOON).until(() -> status().state() == State.STOPPED);
        assertThat(status().openPositions()).isZero();
        await().atMost(SOON)
                .until(() -> scheduler.observe(status().botId()) instanceof Observed.Absent);
        Told told = rows.get(tenant, status().botId()).told();
        assertThat(stored()).isEqualTo(told.ledgerSeq());
    }

    @Test
    void aKilledBotIsStartedAgainAndItsBooksAgreeWithTheDatabase() throws Exception {
        bots.start(tenant, caller);
        await().atMost(Duration.ofSeconds(120)).until(() -> stored() > 0);
        Observed.Running first = (Observed.Running) scheduler.observe(status().botId());
        new ProcessBuilder("kill", "-9", first.instance().split("-")[0]).start().waitFor();
        await().atMost(SOON)
                .until(() ->
                        scheduler.observe(status().botId()) instanceof Observed.Running again
                                && !again.instance().equals(first.instance()));
        await().atMost(SOON).until(() -> status().state() == State.RUNNING);
        assertThat(status().restarts()).isEqualTo(1);
        // Lines that were queued when it was killed are asked for again after 15 s.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> comparison().agrees());
        assertThat(comparison().same()).isPositive();
    }

    @Test
    void aBotWhoseStoreIsLostGoesOnFromTheDatabaseWithAHigherEpoch() throws Exception {
        bots.start(tenant, caller);
        await().atMost(Duration.ofSeconds(120)).until(() -> stored() > 0);
        Orders before = rows.get(tenant, status().botId()).orders();
        Observed.Running running = (Observed.Running) scheduler.observe(status().botId());
        Path own = directory.path().resolve("tenants/" + status().botId());
        Files.move(own.resolve("data"), own.resolve("lost"));
        new ProcessBuilder("kill", "-9", running.instance().split("-")[0]).start().waitFor();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> {
                    Orders.Opening opening = rows.get(tenant, status().botId()).orders().opening();
                    return opening != null && opening.epoch() == before.epoch() + 1;
                });
        await().atMost(Duration.ofSeconds(40)).until(() -> status().state() == State.RUNNING);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> comparison().agrees());
    }

    @Test
    void theStateFollowsASoftStopAndANewStartAndARestartKeepsTheBooks() {
        bots.start(tenant, caller);
        await().atMost(Duration.ofSeconds(40)).until(() -> status().state() == State.RUNNING);
        bots.exitOnly(tenant, caller);
        await().atMost(SOON).until(() -> status().state() == State.EXIT_ONLY);
        assertThat(status().entries().allowed()).isFalse();
        bots.start(tenant, caller);
        await().atMost(SOON).until(() -> status().state() == State.RUNNING);
        Instant first = java.util.Objects.requireNonNull(status().startedAt());
        bots.restart(tenant, caller);
        await().atMost(SOON)
                .until(() ->
                        status().state() == State.RUNNING && !first.equals(status().startedAt()));
        assertThat(status().restarts()).isZero();
    }

    private LedgerCheck.Comparison comparison() throws InterruptedException {
        return check.run().stream()
                .filter(one -> one.tenant().equals(tenant))
                .findFirst()
                .orElseThrow();
    }

    private long stored() {
        Told told = rows.get(tenant, status().botId()).told();
        return told.ledger() == null ? 0 : ledgers.stored(tenant, status().botId(), told.ledger());
    }

    private BotStatus status() {
        return bots.status(tenant);
    }
}
