package io.sath.platform.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class LogFeedModuleTests {
    @Autowired LogIngest ingest;
    @Autowired LogKeeper keeper;
    @Autowired LogFeed feed;
    @Autowired LogStore store;
    @Autowired LogChannels channels;
    @Autowired Fixtures fixtures;

    private TenantId tenant;
    private Lines bot;

    @BeforeEach
    void aTenantWithABot() {
        tenant = fixtures.tenant("pro");
        bot = Lines.of(tenant, Instant.now().minusSeconds(60));
    }

    /** What one viewer was told. */
    private static final class Viewer {
        final List<LogLine> lines = new CopyOnWriteArrayList<>();
        final AtomicLong dropped = new AtomicLong();

        void see(LogFeed.Delivery delivery) {
            dropped.addAndGet(delivery.dropped());
            lines.addAll(delivery.lines());
        }
    }

    @Test
    void aViewerBeginsWithTheNewestAndGoesOnWithoutAGap() {
        ingest.accept(bot.source, bot.lines(700));
        keeper.flush();
        ingest.accept(bot.source, bot.lines(20));
        Viewer viewer = new Viewer();
        try (LogFeed.Subscription open =
                feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.tail(650), viewer::see)) {
            open.wake();
            ingest.accept(bot.source, bot.lines(30));
            await().untilAsserted(() -> assertThat(viewer.lines).hasSize(680));
        }
        assertThat(viewer.lines).extracting(LogLine::id).isSorted().doesNotHaveDuplicates();
        assertThat(viewer.lines).extracting(LogLine::seq).startsWith(71L).endsWith(750L);
        assertThat(viewer.dropped).hasValue(0);
    }

    @Test
    void aViewerWhoComesBackGetsAllThatCameSince() {
        ingest.accept(bot.source, bot.lines(1_200));
        keeper.flush();
        String seen = store.newest(tenant, LogQuery.ALL, LogStore.LAST, 1_100).getLast().cursor();
        ingest.accept(bot.source, bot.lines(5));
        Viewer viewer = new Viewer();
        try (LogFeed.Subscription open =
                feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.after(seen), viewer::see)) {
            open.wake();
            await().untilAsserted(() -> assertThat(viewer.lines).hasSize(1_104));
        }
        assertThat(viewer.lines).extracting(LogLine::seq).startsWith(102L).endsWith(1_205L);
    }

    @Test
    void whoWasAwayForLongIsToldHowMuchIsLeftOut() {
        ingest.accept(bot.source, bot.lines(1));
        keeper.flush();
        String seen = store.newest(tenant, LogQuery.ALL, LogStore.LAST, 1).getLast().cursor();
        int lines = 12 * 1_300;
        for (int i = 0; i < lines; i += 1_300) {
            ingest.accept(bot.source, bot.lines(1_300));
            keeper.flush();
        }
        Viewer viewer = new Viewer();
        try (LogFeed.Subscription open =
                feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.after(seen), viewer::see)) {
            open.wake();
            await().untilAsserted(() ->
                    assertThat(viewer.lines.size() + viewer.dropped.get()).isEqualTo(lines));
        }
        assertThat(viewer.dropped.get()).isEqualTo(lines - LogFeed.REPLAY - LogChannel.RING);
        assertThat(viewer.lines).extracting(LogLine::id).isSorted();
    }

    @Test
    void aFilterHoldsForWhatWasAndWhatComes() {
        ingest.accept(bot.source, bot.lines(3));
        ingest.accept(
                bot.source, List.of(bot.line(BotRecord.Level.WARN, "venue.slow", "slow one")));
        Viewer viewer = new Viewer();
        LogQuery query = new LogQuery(Set.of(LogLine.Level.WARN), Set.of(), null, null, null);
        try (LogFeed.Subscription open =
                feed.subscribe(tenant, query, LogFeed.Start.tail(100), viewer::see)) {
            open.wake();
            ingest.accept(
                    bot.source, List.of(bot.line(BotRecord.Level.WARN, "venue.slow", "slow two")));
            await().untilAsserted(() ->
                    assertThat(viewer.lines)
                            .extracting(LogLine::message)
                            .containsExactly("slow one", "slow two"));
        }
    }

    @Test
    void whoLeavesAndWhoFailsIsForgotten() {
        Viewer viewer = new Viewer();
        LogFeed.Subscription open =
                feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.tail(0), viewer::see);
        feed.subscribe(
                tenant,
                LogQuery.ALL,
                LogFeed.Start.tail(0),
                delivery -> {
                    throw new IllegalStateException("gone");
                });
        open.close();
        open.close();
        ingest.accept(bot.source, bot.lines(3));
        await().untilAsserted(() -> assertThat(viewers()).isZero());
        assertThat(viewer.lines).isEmpty();
    }

    private int viewers() {
        LogChannel channel = channels.find(tenant);
        return channel == null ? 0 : channel.viewers();
    }

    /**
     * E16, shortened: 10,000 lines a second from one bot for 6 s, three viewers, one of them stuck.
     * What each viewer saw and what it was told was dropped is what was said; so is what is stored
     * and what the log says was not.
     */
    @Test
    void tenThousandLinesASecondStayBoundedAndAreCountedExactly() throws InterruptedException {
        int perSecond = 10_000;
        int seconds = 6;
        int batch = 500;
        Viewer[] viewers = {new Viewer(), new Viewer(), new Viewer()};
        CountDownLatch stuck = new CountDownLatch(1);
        List<LogFeed.Subscription> open = new ArrayList<>();
        open.add(feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.tail(0), viewers[0]::see));
        open.add(feed.subscribe(tenant, LogQuery.ALL, LogFeed.Start.tail(0), viewers[1]::see));
        open.add(
                feed.subscribe(
                        tenant,
                        LogQuery.ALL,
                        LogFeed.Start.tail(0),
                        delivery -> {
                            try {
                                stuck.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            viewers[2].see(delivery);
                        }));
        long heapBefore = heap();
        long began = System.nanoTime();
        long busy = 0;
        int batches = perSecond * seconds / batch;
        for (int i = 0; i < batches; i++) {
            List<BotRecord> lines = bot.lines(batch);
            long start = System.nanoTime();
            ingest.accept(bot.source, lines);
            busy += System.nanoTime() - start;
            long due = began + (i + 1) * 1_000_000_000L * batch / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
        }
        double took = (System.nanoTime() - began) / 1e9;
        stuck.countDown();
        long said = (long) batches * batch;
        for (Viewer viewer : viewers) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(seen(viewer)).isEqualTo(said));
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> {
                    keeper.flush();
                    assertThat(stored() + notStored()).isEqualTo(said);
                });
        long heapGrowth = heap() - heapBefore;
        open.forEach(LogFeed.Subscription::close);
        System.out.printf(
                "E16: %,d lines in %.1f s, %.1f us a line in ingest, dropped for viewers %d %d %d,"
                        + " not stored %d, heap %+d kB%n",
                said,
                took,
                busy / 1e3 / said,
                viewers[0].dropped.get(),
                viewers[1].dropped.get(),
                viewers[2].dropped.get(),
                notStored(),
                heapGrowth / 1024);
        assertThat(viewers[2].dropped.get()).isPositive();
        assertThat(viewers[0].dropped.get()).as("a viewer that keeps up loses nothing").isZero();
        assertThat(heapGrowth).isLessThan(50L * 1024 * 1024);
    }

    /** The lines of the bot that a viewer got, and those it was told that it did not. */
    private static long seen(Viewer viewer) {
        return viewer.dropped.get()
                + viewer.lines.stream().filter(line -> line.source() == LogLine.Source.BOT).count();
    }

    private long stored() {
        return store.count(
                tenant,
                new LogQuery(Set.of(), Set.of(LogLine.Source.BOT), null, null, null),
                new UUID(0, 0),
                LogStore.LAST);
    }

    private long notStored() {
        return store
                .newest(
                        tenant,
                        new LogQuery(Set.of(), Set.of(LogLine.Source.PLATFORM), null, null, null),
                        LogStore.LAST,
                        1_000)
                .stream()
                .filter(line -> "lines-not-stored".equals(line.code()))
                .mapToLong(line -> Long.parseLong(line.values().getFirst()))
                .sum();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
