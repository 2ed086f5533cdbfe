package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.billing.PlanChange;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.database.Leadership;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The four loops of the wire as the platform closes them: with the real database and books, a
 * scripted bot, and a clock in the test's hand.
 */
@PlatformTest
class LoopsModuleTests {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired RunRows rows;
    @Autowired LedgerView ledgers;
    @Autowired Parts parts;
    @Autowired Leadership leadership;
    @Autowired Fixtures fixtures;
    @Autowired PlanChange plans;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final FakeScheduler.Cluster cluster = new FakeScheduler.Cluster(false);
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final String name = "loops-" + UUID.randomUUID();
    private final List<Reconciler> platforms = new ArrayList<>();
    private final UUID ledger = Uuids.timeOrdered(now.get());

    private Caller caller;
    private TenantId tenant;
    private BotId bot;
    private Reconciler platform;
    private UUID run;
    private long seq;

    @BeforeEach
    void begin() {
        Fixtures.Person person = fixtures.person();
        caller = fixtures.owner(person);
        tenant = person.tenant();
        bot = bots.status(tenant).botId();
        platform = platform();
        bots.start(tenant, caller);
        look();
        await().atMost(SOON).until(() -> running());
        newRun();
    }

    @AfterEach
    void end() {
        platforms.forEach(Reconciler::close);
        // Other tests run a fleet of their own on the same database.
        bots.stop(tenant, caller, StopPolicy.LEAVE);
    }

    @Test
    void aRunIsUnderItsTenantsPlanAndAnotherPlanOfTheSameSizeIsNoNewRun() {
        assertThat(cluster.started(bot)).extracting(Workload::plan).containsExactly("free");
        long rev = settings().get("rev").longValue();
        plans.setPlan(tenant, "pro");
        plans.setLimits(tenant, caller.userId(), Map.of("botMemoryMb", 160, "botCpuPercent", 10));
        look();
        assertThat(settings().get("rev").longValue()).isGreaterThan(rev);
        assertThat(cluster.started(bot)).hasSize(1);
        bots.restart(tenant, caller);
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(1));
                    return cluster.started(bot).size() == 2;
                });
        assertThat(cluster.started(bot).getLast().plan()).isEqualTo("pro");
    }

    @Test
    void aGapIsAskedForAfterFifteenSecondsAndAgainEachMinuteUntilItIsClosed() {
        hello("kept", 3);
        order(1);
        order(3);
        beat("running", 3);
        awaitRead("beat");
        look();
        assertThat(settings().get("resend").isNull()).isTrue();
        pass(Duration.ofSeconds(15));
        assertThat(settings().get("resend").get("ledger").stringValue())
                .isEqualTo(ledger.toString());
        assertThat(settings().get("resend").get("from").intValue()).isEqualTo(2);
        long asked = settings().get("rev").longValue();
        pass(Duration.ofSeconds(30));
        assertThat(settings().get("rev").longValue()).isEqualTo(asked);
        beat("running", 3);
        awaitRead("beat");
        pass(Duration.ofSeconds(31));
        assertThat(settings().get("rev").longValue()).isGreaterThan(asked);
        order(2);
        order(3);
        say("resent", "\"ledger\":\"" + ledger + "\",\"from\":2,\"to\":3");
        awaitRead("resent");
        assertThat(ledgers.stored(tenant, bot, ledger)).isEqualTo(3);
        long closed = settings().get("rev").longValue();
        beat("running", 3);
        awaitRead("beat");
        pass(Duration.ofSeconds(50));
        beat("running", 3);
        awaitRead("beat");
        pass(Duration.ofSeconds(50));
        assertThat(settings().get("rev").longValue()).isEqualTo(closed);
    }

    @Test
    void aNewStoreGetsItsOpeningOnceAndTheNextOneAHigherEpoch() {
        hello("new", 0);
        beat("waiting", 0);
        await().atMost(SOON)
                .until(() -> {
                    look();
                    return settings().get("opening").isObject();
                });
        JsonNode opening = settings().get("opening");
        assertThat(opening.get("ledger").stringValue()).isEqualTo(ledger.toString());
        assertThat(opening.get("epoch").intValue()).isEqualTo(1);
        assertThat(opening.get("cash").stringValue()).isEqualTo("100");
        assertThat(opening.get("positions").size()).isZero();
        long rev = settings().get("rev").longValue();
        look();
        assertThat(settings().get("rev").longValue()).isEqualTo(rev);
        newRun();
        UUID second = Uuids.timeOrdered(now.get());
        helloOf(second, "new", 0);
        await().atMost(SOON)
                .until(() -> {
                    look();
                    return settings().get("opening").get("epoch").intValue() == 2;
                });
        assertThat(settings().get("opening").get("ledger").stringValue())
                .isEqualTo(second.toString());
    }

    @Test
    void anEndedBotIsForgottenOnlyWhenAllItsRecordsAreStored() {
        hello("kept", 2);
        order(1);
        beat("running", 2);
        awaitRead("beat");
        bots.stop(tenant, caller, StopPolicy.LEAVE);
        look();
        assertThat(settings().get("stop").get("policy").stringValue()).isEqualTo("leave");
        say(
                "stopped",
                "\"reason\":\"ordered\",\"flat\":true,\"orders\":0,\"positions\":0,\"ledger\":\""
                        + ledger
                        + "\",\"ledgerSeq\":2");
        awaitRead("stopped");
        cluster.die(bot, 0, now.get());
        pass(Duration.ofSeconds(1));
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(2));
                    return settings().get("task").stringValue().equals("report");
                });
        assertThat(settings().get("resend").get("from").intValue()).isEqualTo(2);
        newRun();
        hello("kept", 2);
        order(2);
        say("resent", "\"ledger\":\"" + ledger + "\",\"from\":2,\"to\":2");
        awaitRead("resent");
        cluster.die(bot, 0, now.get());
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(2));
                    return new FakeScheduler(cluster, clock).observe(bot)
                            instanceof Observed.Absent;
                });
        assertThat(ledgers.stored(tenant, bot, ledger)).isEqualTo(2);
        assertThat(bots.status(tenant).state()).isEqualTo(BotStatus.State.STOPPED);
    }

    @Test
    void aPlatformThatComesBackReadsOnWithoutLossOrRepetition() {
        hello("kept", 2);
        order(1);
        beat("running", 1);
        awaitRead("beat");
        int instances = cluster.instances();
        platform.close();
        order(2);
        beat("running", 2);
        platform = platform();
        look();
        await().atMost(SOON).until(() -> ledgers.stored(tenant, bot, ledger) == 2);
        awaitRead("beat", 2);
        assertThat(read).doesNotHaveDuplicates();
        assertThat(cluster.instances()).isEqualTo(instances);
        assertThat(bots.status(tenant).restarts()).isZero();
    }

    @Test
    void aPlatformThatWasAwayForHoursDoesNotTakeItsOwnAbsenceForTheBotsSilence() {
        hello("kept", 0);
        beat("running", 0);
        awaitRead("beat");
        platform.close();
        int instances = cluster.instances();
        now.updateAndGet(before -> before.plus(Duration.ofHours(3)));
        platform = platform();
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(20));
        assertThat(running()).isTrue();
        assertThat(cluster.instances()).isEqualTo(instances);
        await().atMost(SOON)
                .until(() -> {
                    pass(Duration.ofSeconds(14));
                    return cluster.instances() > instances;
                });
    }

    @Test
    void linesThatAreMissingAreCounted() {
        hello("kept", 0);
        seq += 4;
        beat("running", 0);
        awaitRead("beat");
        assertThat(read).contains("Lost 4");
    }

    @Test
    void aBotThatDiesAgainAndAgainIsGivenUpUntilAPersonActs() {
        for (int death = 1; death <= 6; death++) {
            hello("kept", 0);
            awaitRead("hello", death);
            cluster.die(bot, 1, now.get());
            look();
            int instances = cluster.instances();
            if (death < 6) {
                await().atMost(SOON)
                        .until(() -> {
                            pass(Duration.ofSeconds(20));
                            return cluster.instances() > instances;
                        });
                newRun();
            }
        }
        pass(Duration.ofMinutes(5));
        BotStatus status = bots.status(tenant);
        assertThat(status.state()).isEqualTo(BotStatus.State.CRASH_LOOPING);
        assertThat(status.reason()).isNotNull();
        int instances = cluster.instances();
        pass(Duration.ofMinutes(30));
        assertThat(cluster.instances()).isEqualTo(instances);
        bots.start(tenant, caller);
        look();
        await().atMost(SOON).until(() -> cluster.instances() > instances);
    }

    private Reconciler platform() {
        Reconciler fresh =
                TestParts.lead(
                        TestParts.of(parts, new FakeScheduler(cluster, clock))
                                .name(name)
                                .clock(clock)
                                .and(this::note)
                                .build(),
                        leadership);
        fresh.recover();
        platforms.add(fresh);
        return fresh;
    }

    private void note(Source source, List<BotRecord> records) {
        for (BotRecord record : records) {
            read.add(
                    switch (record) {
                        case BotRecord.Spoken spoken ->
                                spoken.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
                                        + " "
                                        + spoken.run()
                                        + " "
                                        + spoken.seq();
                        case BotRecord.Lost lost -> "Lost " + lost.count();
                        default -> record.toString();
                    });
        }
    }

    /** Looks at this bot alone, to the end. */
    private void look() {
        platform.lookNow(fleet.wanted(tenant).orElseThrow());
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        look();
    }

    private boolean running() {
        return new FakeScheduler(cluster, clock).observe(bot) instanceof Observed.Running;
    }

    private JsonNode settings() {
        return JSON.readTree(cluster.settings(bot));
    }

    private void newRun() {
        run = Uuids.timeOrdered(now.get());
        seq = 0;
    }

    private void hello(String store, long ledgerSeq) {
        helloOf(ledger, store, ledgerSeq);
    }

    private void helloOf(UUID id, String store, long ledgerSeq) {
        say(
                "hello",
                "\"wire\":1,\"version\":\"1\",\"task\":\"trade\",\"venue\":\"replay\",\"mode\":\"paper\",\"quote\":\"USD\",\"rev\":1,\"store\":\""
                        + store
                        + "\",\"ledger\":\""
                        + id
                        + "\",\"ledgerSeq\":"
                        + ledgerSeq
                        + ",\"epoch\":0");
    }

    private void beat(String state, long ledgerSeq) {
        say(
                "beat",
                "\"state\":\""
                        + state
                        + "\",\"reason\":null,\"rev\":1,\"ledger\":\""
                        + ledger
                        + "\",\"ledgerSeq\":"
                        + ledgerSeq
                        + ",\"orders\":0,\"positions\":0,\"venueAt\":null,\"rssBytes\":1,\"cpuMs\":1,\"dropped\":0");
    }

    private void order(long ledgerSeq) {
        say(
                "order",
                "\"ledger\":\""
                        + ledger
                        + "\",\"ledgerSeq\":"
                        + ledgerSeq
                        + ",\"at\":\""
                        + now.get()
                        + "\",\"id\":\"s"
                        + bot
                        + "-0-1\",\"trade\":\"t0-1\",\"symbol\":\"BTCUSD\",\"side\":\"buy\",\"effect\":\"entry\",\"kind\":\"limit\",\"quantity\":\"0.0012\",\"price\":\"81794.8\",\"stop\":null,\"trailing\":null,\"status\":\""
                        + (ledgerSeq == 1 ? "intended" : "open")
                        + "\",\"filled\":\"0\",\"strategy\":\"ema-cross\",\"reason\":null");
    }

    private void say(String type, String fields) {
        seq++;
        cluster.say(
                bot,
                "{\"type\":\""
                        + type
                        + "\",\"run\":\""
                        + run
                        + "\",\"seq\":"
                        + seq
                        + ",\"ts\":\""
                        + now.get()
                        + "\","
                        + fields
                        + "}");
    }

    private void awaitRead(String type) {
        awaitRead(type, 1);
    }

    private void awaitRead(String type, int times) {
        long wanted = seq;
        await().atMost(SOON)
                .until(() ->
                        read.contains(type + " " + run + " " + wanted)
                                && read.stream().filter(each -> each.startsWith(type)).count()
                                        >= times);
        await().atMost(SOON)
                .until(() -> rows.get(tenant, bot).runs().getOrDefault(run, 0L) >= wanted);
    }
}
