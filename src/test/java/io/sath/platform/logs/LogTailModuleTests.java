package io.sath.platform.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Viewers on a replica at which no bot is read. */
@PlatformTest
class LogTailModuleTests {
    @Autowired LogIngest ingest;
    @Autowired LogKeeper keeper;
    @Autowired LogFeed feed;
    @Autowired LogStore store;
    @Autowired Fixtures fixtures;

    /** Of this replica: what another one ingests does not pass through them. */
    private final LogChannels channels = new LogChannels(Clock.systemUTC());

    private final AtomicBoolean here = new AtomicBoolean();
    private final List<LogLine> seen = new CopyOnWriteArrayList<>();
    private TenantId tenant;
    private Lines bot;
    private LogTail tail;

    @BeforeEach
    void aTenantWithABot() {
        tenant = fixtures.tenant("pro");
        bot = Lines.of(tenant, Clock.systemUTC().instant().minusSeconds(60));
        tail = new LogTail(channels, store, here::get, Clock.systemUTC());
    }

    @Test
    void aViewerGetsWhatTheOtherReplicaStoresWithoutLossOrRepetition() {
        otherStores(50);
        try (LogFeed.Subscription open = subscribe()) {
            await().until(() -> seen.size() == 50);
            tail.look();
            otherStores(1_500);
            tail.look();
            otherStores(3);
            tail.look();
            open.wake();
            await().until(() -> seen.size() == 1_553);
            tail.look();
            open.wake();
        }
        assertThat(seen).extracting(LogLine::seq).startsWith(1L).endsWith(1_553L);
        assertThat(seen).extracting(LogLine::id).doesNotHaveDuplicates();
    }

    @Test
    void whereTheBotsAreReadHereTheTableIsLeftAlone() {
        here.set(true);
        try (LogFeed.Subscription open = subscribe()) {
            otherStores(5);
            tail.look();
            open.wake();
            here.set(false);
            tail.look();
            open.wake();
            await().until(() -> seen.size() == 5);
        }
    }

    @Test
    void nobodyLooksSoNothingIsRead() {
        otherStores(5);
        tail.look();
        assertThat(channels.watched()).isEmpty();
        assertThat(seen).isEmpty();
    }

    private LogFeed.Subscription subscribe() {
        return new LogFeed(channels, store)
                .subscribe(
                        tenant,
                        LogQuery.ALL,
                        LogFeed.Start.tail(100),
                        delivery -> seen.addAll(new ArrayList<>(delivery.lines())));
    }

    private void otherStores(int lines) {
        ingest.accept(bot.source, bot.lines(lines));
        keeper.flush();
    }
}
