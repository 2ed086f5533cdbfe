package io.sath.bot.venue.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.disk.FaultyDisk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.market.MarketSets;
import io.sath.bot.venue.Standing;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayVenueTests {

    private static final Instant START = Instant.parse("2026-11-22T12:02:30Z");

    @TempDir Path directory;
    private Instant now = START;
    private final Clock wall =
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };

    @Test
    void theClockBeginsAtTheFirstStartAndRunsSoManyTimesFaster() throws Exception {
        try (ReplayVenue venue = resumed("60", Standing.NOTHING)) {
            untilReady(venue);
            assertThat(venue.now()).isEqualTo(START);
            List<VenueEvent.Closed> candles = live(venue, Duration.ofSeconds(10));
            assertThat(candles.getFirst().at()).isEqualTo("2026-11-22T12:05:00Z");
            assertThat(candles).hasSize(2);
        }
    }

    @Test
    void beforeItIsReadyAllIsHistoryThatEndsWhereTheRunBegins() throws Exception {
        try (ReplayVenue venue = resumed("60", Standing.NOTHING)) {
            List<VenueEvent> told = untilReady(venue);
            List<VenueEvent.Closed> history =
                    told.stream()
                            .filter(VenueEvent.Closed.class::isInstance)
                            .map(VenueEvent.Closed.class::cast)
                            .toList();
            assertThat(history).hasSize(200).noneMatch(VenueEvent.Closed::live);
            assertThat(history.getLast().candle().closesAt()).isEqualTo("2026-11-22T12:00:00Z");
        }
    }

    @Test
    void theSeamIsNoPriceJumpForWhoLearns() throws Exception {
        try (ReplayVenue venue = resumed("100000", Standing.NOTHING)) {
            untilReady(venue);
            List<VenueEvent> told = new ArrayList<>();
            while (told.stream().filter(VenueEvent.Seam.class::isInstance).count() < 2) {
                now = now.plusMillis(50);
                told.addAll(due(venue));
            }
            Instant formerOpening = Instant.EPOCH;
            for (VenueEvent event : told) {
                switch (event) {
                    case VenueEvent.Seam _ -> formerOpening = Instant.EPOCH;
                    case VenueEvent.Closed closed -> {
                        assertThat(closed.candle().at()).isAfter(formerOpening);
                        formerOpening = closed.candle().at();
                    }
                    default -> {}
                }
            }
            int seam = indexOfSeam(told);
            VenueEvent.Closed first = (VenueEvent.Closed) told.get(seam + 1);
            assertThat(first.live()).as("the next round begins with history").isFalse();
            assertThat(first.at()).isBefore(told.get(seam).at());
        }
    }

    @Test
    void theMarketsClockNeverGoesBackAtTheSeam() throws Exception {
        try (ReplayVenue venue = resumed("100000", Standing.NOTHING)) {
            untilReady(venue);
            Instant former = venue.now();
            for (int i = 0; i < 200; i++) {
                now = now.plusMillis(50);
                for (VenueEvent event = venue.next(); event != null; event = venue.next()) {
                    assertThat(venue.now()).isAfterOrEqualTo(former);
                    former = venue.now();
                }
            }
        }
    }

    @Test
    void howLateARunLooksChangesNothing() throws Exception {
        List<VenueEvent.Closed> often = new ArrayList<>();
        try (ReplayVenue venue = resumed("3000", Standing.NOTHING)) {
            untilReady(venue);
            for (int i = 0; i < 100; i++) {
                often.addAll(live(venue, Duration.ofMillis(100)));
            }
        }
        Files.delete(directory.resolve("replay.json"));
        now = START;
        try (ReplayVenue venue = resumed("3000", Standing.NOTHING)) {
            untilReady(venue);
            assertThat(live(venue, Duration.ofSeconds(10))).isEqualTo(often);
        }
    }

    @Test
    void aRestAtAnotherSpeedGoesOnWhereTheClockWas() throws Exception {
        resumed("60", Standing.NOTHING).close();
        now = now.plusSeconds(10);
        try (ReplayVenue venue = resumed("1", Standing.NOTHING)) {
            untilReady(venue);
            assertThat(venue.now()).isEqualTo(START.plusSeconds(600));
            now = now.plusSeconds(200);
            due(venue);
            assertThat(venue.now()).isBetween(START.plusSeconds(600), START.plusSeconds(800));
        }
    }

    @Test
    void whatRestedWhileNobodyLookedIsToldWithItsOwnTime() throws Exception {
        BigDecimal price;
        Instant placed;
        try (ReplayVenue venue = resumed("60", Standing.NOTHING)) {
            untilReady(venue);
            live(venue, Duration.ofSeconds(10));
            price = requireNonNull(venue.price("ETHUSD"));
            placed = venue.now();
        }
        Out.Order stop = protection(placed, price.subtract(new BigDecimal("2")));
        Standing standing =
                new Standing(
                        List.of(stop),
                        List.of(
                                new Standing.Held(
                                        "ETHUSD", new BigDecimal("0.05"), price, placed)));
        now = now.plus(Duration.ofMinutes(10));
        try (ReplayVenue venue = resumed("60", standing)) {
            List<VenueEvent> told = untilReady(venue);
            VenueEvent.Executed fill =
                    (VenueEvent.Executed)
                            told.stream()
                                    .filter(VenueEvent.Executed.class::isInstance)
                                    .findFirst()
                                    .orElseThrow();
            assertThat(fill.at()).isAfter(placed).isBefore(venue.now());
            assertThat(fill.price()).isLessThanOrEqualTo(requireNonNull(stop.stop()));
            assertThat(fill.reason()).isEqualTo("stop-loss");
        }
    }

    @Test
    void aPositionThatWasHeldOverASeamIsClosedAtTheSeam() throws Exception {
        BigDecimal price;
        Instant placed;
        try (ReplayVenue venue = resumed("60", Standing.NOTHING)) {
            untilReady(venue);
            live(venue, Duration.ofSeconds(10));
            price = requireNonNull(venue.price("ETHUSD"));
            placed = venue.now();
        }
        now = now.plus(Duration.ofHours(3));
        Standing standing =
                new Standing(
                        List.of(),
                        List.of(
                                new Standing.Held(
                                        "ETHUSD", new BigDecimal("0.05"), price, placed)));
        try (ReplayVenue venue = resumed("60", standing)) {
            List<VenueEvent> told = untilReady(venue);
            VenueEvent seam = told.get(indexOfSeam(told));
            assertThat(seam.at()).isAfter(placed).isBefore(placed.plus(Duration.ofDays(2)));
        }
    }

    @Test
    void otherRecordingsBeginWithASeam() throws Exception {
        Standing standing =
                new Standing(
                        List.of(),
                        List.of(
                                new Standing.Held(
                                        "ETHUSD", new BigDecimal("0.05"), BigDecimal.TEN, START)));
        resumed("60", Standing.NOTHING).close();
        Settings longer = settings("60", "15m");
        try (ReplayVenue venue = venue(longer)) {
            venue.resume(standing);
            List<VenueEvent> told = untilReady(venue);
            assertThat(told.get(indexOfSeam(told))).isInstanceOf(VenueEvent.Seam.class);
        }
    }

    @Test
    void symbolsThatAreNotRecordedAreRefusedByPlace() throws Exception {
        Settings settings = settings("60", "5m");
        assertThat(ReplayVenue.problem(new MarketSets(null), settings)).isNull();
        assertThat(ReplayVenue.problem(new MarketSets(null), settings("60", "1m")))
                .startsWith("symbols[0]: ");
    }

    private ReplayVenue resumed(String speed, Standing standing) throws Exception {
        ReplayVenue venue = venue(settings(speed, "5m"));
        venue.resume(standing);
        return venue;
    }

    private ReplayVenue venue(Settings settings) {
        return new ReplayVenue(
                new MarketSets(null),
                new ReplayStore(FaultyDisk.sound(), directory),
                wall,
                settings);
    }

    private static List<VenueEvent> untilReady(ReplayVenue venue) {
        List<VenueEvent> told = new ArrayList<>();
        while (told.isEmpty() || !(told.getLast() instanceof VenueEvent.Ready)) {
            told.add(requireNonNull(venue.next()));
        }
        return told;
    }

    private List<VenueEvent.Closed> live(ReplayVenue venue, Duration time) {
        now = now.plus(time);
        return due(venue).stream()
                .filter(VenueEvent.Closed.class::isInstance)
                .map(VenueEvent.Closed.class::cast)
                .filter(VenueEvent.Closed::live)
                .toList();
    }

    private static List<VenueEvent> due(ReplayVenue venue) {
        List<VenueEvent> told = new ArrayList<>();
        for (VenueEvent event = venue.next(); event != null; event = venue.next()) {
            told.add(event);
        }
        return told;
    }

    private static int indexOfSeam(List<VenueEvent> told) {
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof VenueEvent.Seam) {
                return i;
            }
        }
        throw new AssertionError("no seam in " + told.size() + " events");
    }

    private static Out.Order protection(Instant at, BigDecimal stop) {
        return new Out.Order(
                at,
                "s0k3v9m2xw1q7a-1-4",
                "t1-1",
                "ETHUSD",
                Side.SELL,
                Effect.EXIT,
                OrderKind.STOP,
                new BigDecimal("0.05"),
                null,
                stop,
                null,
                OrderStatus.OPEN,
                BigDecimal.ZERO,
                "ema-cross",
                "stop-loss");
    }

    private static Settings settings(String speed, String timeframe) throws Exception {
        Json.Obj base =
                (Json.Obj)
                        JsonText.parse(
                                Files.readAllBytes(Path.of("wire/golden/settings/default.json")));
        byte[] file =
                JsonText.write(
                        Json.object()
                                .putAll(base)
                                .put("symbols", Json.array(List.of(Json.text("ETHUSD"))))
                                .put("timeframes", Json.array(List.of(Json.text(timeframe))))
                                .put(
                                        "replay",
                                        Json.object()
                                                .put("data", "ta4j")
                                                .put("speed", speed)
                                                .build())
                                .build());
        return ((SettingsResult.Taken) SettingsParser.parse(file)).settings();
    }
}
