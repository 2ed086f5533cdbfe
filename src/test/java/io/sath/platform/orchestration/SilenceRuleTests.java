package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.shared.BotId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceRuleTests {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final SilenceRule rule = new SilenceRule();
    private final List<BotId> bots =
            IntStream.range(0, 100).mapToObj(i -> new BotId("bot%010d".formatted(i))).toList();

    private void heard(BotId bot, long secondsAgo) {
        rule.runs(bot, NOW.minusSeconds(1_000), NOW.minusSeconds(secondsAgo), NOW);
    }

    private void silent(int count, long seconds) {
        for (int i = 0; i < bots.size(); i++) {
            heard(bots.get(i), i < count ? seconds : 5);
        }
    }

    @Test
    void fewAreEndedAtOnce() {
        silent(20, 60);
        assertThat(IntStream.range(0, 20).mapToObj(i -> rule.spared(NOW))).containsOnlyNulls();
    }

    @Test
    void whereManyAreSilentOneIsEndedAfterAnother() {
        silent(60, 60);
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isEqualTo(NOW.plusSeconds(10));
        assertThat(rule.spared(NOW.plusSeconds(9))).isEqualTo(NOW.plusSeconds(10));
        assertThat(rule.spared(NOW.plusSeconds(10))).isNull();
        assertThat(rule.spared(NOW.plusSeconds(10))).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void thoseThatAreOnTheWayToSilenceCountAsWell() {
        silent(60, 30);
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNotNull();
        silent(60, 29);
        assertThat(rule.spared(NOW)).isNull();
    }

    @Test
    void oneThatWasEndedCountsUntilItsNextRunSpeaks() {
        silent(21, 60);
        rule.rests(bots.getFirst(), NOW);
        rule.runs(bots.getFirst(), NOW, NOW.minusSeconds(60), NOW);
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNotNull();
        rule.runs(bots.getFirst(), NOW, NOW, NOW);
        assertThat(rule.spared(NOW)).isNull();
    }

    @Test
    void whatSpeaksAgainOrRestsCountsNoLonger() {
        silent(60, 60);
        assertThat(rule.spared(NOW)).isNull();
        bots.subList(0, 30).forEach(bot -> rule.rests(bot, NOW.plusSeconds(120)));
        bots.subList(30, 50).forEach(bot -> heard(bot, 0));
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNull();
    }

    @Test
    void restingAloneMakesThemFewAgain() {
        silent(60, 60);
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNotNull();
        bots.subList(0, 50).forEach(bot -> rule.rests(bot, NOW.plusSeconds(120)));
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNull();
    }

    @Test
    void aSmallFleetIsTreatedAsFew() {
        bots.subList(0, 3).forEach(bot -> heard(bot, 60));
        assertThat(rule.spared(NOW)).isNull();
        assertThat(rule.spared(NOW)).isNull();
    }
}
