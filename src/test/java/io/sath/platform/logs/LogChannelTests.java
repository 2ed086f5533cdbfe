package io.sath.platform.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogChannelTests {
    private final LineIds ids = new LineIds(Clock.systemUTC());
    private final LogChannel channel = new LogChannel();

    private List<LogLine> lines(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new LogLine(
                                ids.next(),
                                Instant.EPOCH,
                                LogLine.Level.INFO,
                                LogLine.Source.BOT,
                                null,
                                "x".repeat(length),
                                List.of(),
                                null,
                                null))
                .toList();
    }

    @Test
    void idsRiseAlsoWithinAMillisecond() {
        assertThat(lines(10_000, 1)).extracting(LogLine::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whatIsStoredStaysInTheRingUpToItsSize() {
        List<LogLine> all = lines(LogChannel.RING + 200, 10);
        channel.append(all, 0);
        assertThat(channel.storing(10_000)).isEqualTo(all);
        channel.markStored();
        assertThat(channel.storing(10_000)).isEmpty();
        assertThat(channel.join(new LogQueue(LogQuery.ALL)))
                .isEqualTo(all.subList(200, all.size()));
    }

    @Test
    void aBatchThatWasNotStoredComesAgain() {
        List<LogLine> all = lines(30, 10);
        channel.append(all, 0);
        assertThat(channel.storing(20)).isEqualTo(all.subList(0, 20));
        assertThat(channel.storing(20)).isEqualTo(all.subList(0, 20));
        channel.markStored();
        assertThat(channel.storing(20)).isEqualTo(all.subList(20, 30));
    }

    @Test
    void whileNothingIsStoredTheOldestWaitingGoAndAreCounted() {
        channel.append(lines(1_000, 10), 0);
        assertThat(channel.storing(1_000)).hasSize(1_000);
        List<LogLine> more = lines(LogChannel.WAITING + 700, 10);
        channel.append(more, 0);
        assertThat(channel.takeUnstored()).isEqualTo(700);
        assertThat(channel.takeUnstored()).isZero();
        channel.markStored();
        assertThat(channel.storing(10_000)).isEqualTo(more.subList(700, more.size()));
    }

    @Test
    void longLinesAreBoundedByTheirWeight() {
        channel.append(lines(2_000, 16_000), 0);
        long kept = channel.storing(10_000).stream().mapToLong(LogLine::weight).sum();
        assertThat(kept).isLessThanOrEqualTo(LogChannel.WAITING_WEIGHT);
        channel.markStored();
        assertThat(
                        channel.join(new LogQueue(LogQuery.ALL)).stream()
                                .mapToLong(LogLine::weight)
                                .sum())
                .isLessThanOrEqualTo(LogChannel.RING_WEIGHT);
    }

    @Test
    void aSlowViewerLosesItsOldestLinesAndIsToldHowMany() throws InterruptedException {
        LogQueue viewer = new LogQueue(LogQuery.ALL);
        channel.join(viewer);
        List<LogLine> all = lines(LogQueue.CAPACITY + 321, 10);
        channel.append(all.subList(0, 1_000), 0);
        channel.append(all.subList(1_000, all.size()), 0);
        LogFeed.Delivery delivery = viewer.take(Duration.ZERO);
        assertThat(delivery.dropped()).isEqualTo(321);
        assertThat(delivery.lines()).isEqualTo(all.subList(321, all.size()));
        assertThat(viewer.take(Duration.ZERO).isEmpty()).isTrue();
    }

    @Test
    void aViewerThatLeftGetsNothing() throws InterruptedException {
        LogQueue viewer = new LogQueue(LogQuery.ALL);
        channel.join(viewer);
        channel.leave(viewer);
        channel.append(lines(3, 10), 0);
        assertThat(viewer.take(Duration.ZERO).isEmpty()).isTrue();
        assertThat(channel.viewers()).isZero();
    }

    @Test
    void anIdleChannelIsOneThatNothingWouldBeLostOf() {
        channel.append(lines(1, 10), 1_000);
        assertThat(channel.idleSince(2_000)).isFalse();
        channel.storing(10);
        assertThat(channel.idleSince(2_000)).isFalse();
        channel.markStored();
        assertThat(channel.idleSince(2_000)).isTrue();
        assertThat(channel.idleSince(500)).isFalse();
    }
}
