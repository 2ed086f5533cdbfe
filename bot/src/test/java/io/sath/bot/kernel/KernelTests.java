package io.sath.bot.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.books.Books;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.BotState;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.StopPolicy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel at a venue that answers late, in part, or not as hoped. */
class KernelTests {

    private static final Clock WALL =
            Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final FakeVenue venue = new FakeVenue();
    private final List<Out> said = new ArrayList<>();
    private final List<Out.Booked> booked = new ArrayList<>();
    private final Kernel kernel;
    private final TradingState state;

    KernelTests() throws Exception {
        Settings settings = settings("open");
        state = TradingState.beginning(new Books(new BigDecimal("1000")), settings);
        kernel = new Kernel(settings, state, venue, journal(), WALL);
    }

    @BeforeEach
    void ready() {
        venue.ready();
        run();
    }

    @Test
    void anOrderIsBookedBeforeTheVenueHearsOfIt() {
        crossUp();
        assertThat(venue.placed).hasSize(1);
        assertThat(booked).hasSize(1);
        assertThat(booked.getFirst()).isEqualTo(venue.last());
        assertThat(venue.last().id()).isEqualTo("s0k3v9m2xw1q7a-7-1");
        assertThat(venue.last().trade()).isEqualTo("t7-1");
    }

    @Test
    void aFilledEntryIsGuardedAtOnce() {
        enter();
        Out.Order guard = venue.last();
        assertThat(guard.kind()).isEqualTo(OrderKind.OCO);
        assertThat(guard.effect()).isEqualTo(Effect.EXIT);
        assertThat(guard.quantity()).isEqualByComparingTo(venue.placed.getFirst().quantity());
    }

    @Test
    void anEntryThatIsFilledInPartsIsGuardedWholeAtItsEnd() {
        crossUp();
        Out.Order entry = venue.last();
        venue.fill(entry, "f1", "0.1");
        run();
        assertThat(venue.placed).hasSize(1);
        venue.cancelDone(entry);
        run();
        assertThat(venue.last().effect()).isEqualTo(Effect.EXIT);
        assertThat(venue.last().quantity()).isEqualByComparingTo("0.1");
    }

    @Test
    void anExitIsSentOnlyAfterTheGuardsCancelIsAnswered() {
        enter();
        Out.Order guard = venue.last();
        crossDown();
        assertThat(venue.cancelled).containsExactly(guard.id());
        assertThat(venue.last()).isEqualTo(guard);
        venue.cancelDone(guard);
        run();
        assertThat(venue.last().kind()).isEqualTo(OrderKind.MARKET);
        venue.fillWhole(venue.last(), "f2");
        run();
        assertThat(state.books().isFlat()).isTrue();
    }

    @Test
    void aGuardThatFiresWhileItIsBeingCancelledIsTheExit() {
        enter();
        Out.Order guard = venue.last();
        crossDown();
        venue.fillWhole(guard, "f2");
        run();
        assertThat(state.books().isFlat()).isTrue();
        assertThat(venue.last()).as("nothing was sold twice").isEqualTo(guard);
    }

    @Test
    void whatTheVenueRepeatsIsBookedOnce() {
        enter();
        int before = booked.size();
        venue.fillWhole(venue.placed.getFirst(), "f1");
        run();
        assertThat(booked).hasSize(before);
    }

    @Test
    void aRefusedExitIsTriedAgainAtTheNextCandle() {
        enter();
        Out.Order guard = venue.last();
        crossDown();
        venue.cancelDone(guard);
        run();
        venue.reject(venue.last(), "too-busy");
        run();
        int placed = venue.placed.size();
        venue.close("80");
        run();
        assertThat(venue.placed).hasSize(placed + 1);
        assertThat(venue.last().kind()).isEqualTo(OrderKind.MARKET);
        assertThat(said)
                .anyMatch(out -> out instanceof Out.Log log && log.msg().contains("too-busy"));
    }

    @Test
    void flattenWithAnEntryInFlightStillEndsFlat() {
        crossUp();
        Out.Order entry = venue.last();
        kernel.stop(StopPolicy.FLATTEN);
        assertThat(venue.cancelled).contains(entry.id());
        venue.fillWhole(entry, "f1");
        run();
        assertThat(kernel.isStopped()).isFalse();
        assertThat(venue.last().effect()).isEqualTo(Effect.EXIT);
        venue.fillWhole(venue.last(), "f2");
        run();
        assertThat(kernel.isStopped()).isTrue();
        assertThat(state.books().isFlat()).isTrue();
    }

    @Test
    void leaveWaitsForWhatIsInFlightAndKeepsTheGuard() {
        crossUp();
        kernel.stop(StopPolicy.LEAVE);
        assertThat(kernel.isStopped()).isFalse();
        venue.fillWhole(venue.last(), "f1");
        run();
        assertThat(kernel.isStopped()).as("the guard is not yet at the venue").isFalse();
        venue.accept(venue.last());
        run();
        assertThat(kernel.isStopped()).isTrue();
        assertThat(state.books().orders())
                .singleElement()
                .extracting(Out.Order::status)
                .isEqualTo(OrderStatus.OPEN);
    }

    @Test
    void everyDecisionNotToTradeSaysWhyWithNumbers() {
        crossUp();
        venue.close("121");
        run();
        List<Out.Decision> decisions =
                said.stream()
                        .filter(Out.Decision.class::isInstance)
                        .map(Out.Decision.class::cast)
                        .toList();
        assertThat(decisions).isNotEmpty();
        for (Out.Decision decision : decisions) {
            assertThat(decision.why()).isNotEmpty();
            assertThat(decision.why().getFirst().values().fields()).isNotEmpty();
        }
    }

    @Test
    void softStopHoldsEntriesAndSaysSo() throws Exception {
        kernel.limits(settings("exit-only"));
        assertThat(kernel.botState()).isEqualTo(BotState.EXIT_ONLY);
        crossUp();
        assertThat(venue.placed).isEmpty();
        assertThat(said)
                .anyMatch(out ->
                        out instanceof Out.Decision decision
                                && decision.why().stream()
                                        .anyMatch(why -> why.code().equals("exit-only")));
    }

    @Test
    void theSeamOfARecordingClosesThePosition() {
        enter();
        Out.Order guard = venue.last();
        venue.tell(new VenueEvent.Seam(venue.now(), FakeVenue.SYMBOL));
        run();
        assertThat(venue.cancelled).contains(guard.id());
        venue.cancelDone(guard);
        run();
        assertThat(requireNonNull(venue.last().reason())).isEqualTo("seam");
    }

    private void enter() {
        crossUp();
        venue.fillWhole(venue.last(), "f1");
        run();
    }

    private void crossUp() {
        for (String close : List.of("100", "99", "98", "97", "96", "95", "94")) {
            venue.close(close);
        }
        venue.close("120");
        run();
    }

    private void crossDown() {
        venue.close("70");
        venue.close("60");
        run();
    }

    private void run() {
        while (kernel.step()) {
            // until the venue has no more to tell
        }
    }

    private Journal journal() {
        return new Journal() {
            @Override
            public long epoch() {
                return 7;
            }

            @Override
            public long nextSeq() {
                return booked.size() + 1L;
            }

            @Override
            public Instant book(List<Out.Booked> records) {
                booked.addAll(records);
                return WALL.instant();
            }

            @Override
            public void say(Out record) {
                said.add(record);
            }
        };
    }

    private static Settings settings(String entries) throws Exception {
        Json.Obj base =
                (Json.Obj)
                        JsonText.parse(
                                Files.readAllBytes(Path.of("wire/golden/settings/default.json")));
        Json strategy =
                Json.object()
                        .put("name", "ema-cross")
                        .put(
                                "params",
                                Json.object()
                                        .put("fast", "2")
                                        .put("slow", "4")
                                        .put("atr", "2")
                                        .build())
                        .build();
        byte[] file =
                JsonText.write(
                        Json.object()
                                .putAll(base)
                                .put("strategies", Json.array(List.of(strategy)))
                                .put("entries", Json.object().put("mode", entries).build())
                                .build());
        return ((SettingsResult.Taken) SettingsParser.parse(file)).settings();
    }
}
