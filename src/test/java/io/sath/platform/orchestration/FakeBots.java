package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.fake.FakeScheduler;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Bots that say what the wire asks of them: {@code hello} and a beat when they start, a beat when
 * asked for, {@code stopped} when their settings order it.
 */
final class FakeBots implements FakeScheduler.Script {
    private final BiConsumer<BotId, String> voice;
    private final Clock clock;
    private final Map<BotId, Run> runs = new ConcurrentHashMap<>();

    private static final class Run {
        private final UUID id;
        private final UUID ledger;
        private long seq;

        Run(UUID id, UUID ledger) {
            this.id = id;
            this.ledger = ledger;
        }
    }

    FakeBots(FakeScheduler.Cluster cluster, Clock clock) {
        this(cluster::say, clock);
        cluster.follow(this);
    }

    /**
     * @param voice takes each line that a bot says
     */
    FakeBots(BiConsumer<BotId, String> voice, Clock clock) {
        this.voice = voice;
        this.clock = clock;
    }

    @Override
    public void told(BotId bot, String settings, boolean started) {
        if (started) {
            Run before = runs.get(bot);
            UUID fresh = Uuids.timeOrdered(clock.instant());
            runs.put(bot, new Run(fresh, before == null ? fresh : before.ledger));
            say(
                    bot,
                    "hello",
                    "\"wire\":1,\"version\":\"1\",\"task\":\"trade\",\"venue\":\"replay\",\"mode\":\"paper\",\"quote\":\"USD\",\"rev\":1,\"store\":\"kept\",\"ledger\":null,\"ledgerSeq\":0,\"epoch\":0");
            beat(bot);
        }
        if (settings.contains("\"stop\":{")) {
            beat(bot);
            say(
                    bot,
                    "stopped",
                    "\"reason\":\"ordered\",\"flat\":true,\"orders\":0,\"positions\":0,\"ledger\":null,\"ledgerSeq\":0");
        }
    }

    void beat(BotId bot) {
        beat(bot, 0, 0);
    }

    /** With that many positions open, and that many records in its store. */
    void beat(BotId bot, int positions, long ledgerSeq) {
        Run run = Objects.requireNonNull(runs.get(bot));
        say(
                bot,
                "beat",
                "\"state\":\"running\",\"reason\":null,\"rev\":1,\"ledger\":\""
                        + run.ledger
                        + "\",\"ledgerSeq\":"
                        + ledgerSeq
                        + ",\"orders\":0,\"positions\":"
                        + positions
                        + ",\"venueAt\":null,\"rssBytes\":1,\"cpuMs\":1,\"dropped\":0");
    }

    /** Every bot that ever started. */
    Set<BotId> known() {
        return Set.copyOf(runs.keySet());
    }

    /** The number of what it said last. */
    long seq(BotId bot) {
        Run run = Objects.requireNonNull(runs.get(bot));
        synchronized (run) {
            return run.seq;
        }
    }

    /** Its present run. */
    UUID run(BotId bot) {
        return Objects.requireNonNull(runs.get(bot)).id;
    }

    void error(BotId bot, String message) {
        say(bot, "log", "\"level\":\"error\",\"code\":\"test\",\"msg\":\"" + message + "\"");
    }

    private void say(BotId bot, String type, String fields) {
        Run run = runs.get(bot);
        if (run == null) {
            throw new IllegalStateException(bot + " never started");
        }
        synchronized (run) {
            run.seq++;
            voice.accept(
                    bot,
                    "{\"type\":\"%s\",\"run\":\"%s\",\"seq\":%d,\"ts\":\"%s\",%s}"
                            .formatted(
                                    type,
                                    run.id,
                                    run.seq,
                                    clock.instant()
                                            .truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                                    fields));
        }
    }
}
