package io.sath.bot.kernel;

import io.sath.bot.books.Books;
import io.sath.bot.books.Holding;
import io.sath.bot.risk.Account;
import io.sath.bot.risk.EntryRequest;
import io.sath.bot.risk.Verdict;
import io.sath.bot.strategy.Opinion;
import io.sath.bot.strategy.Reason;
import io.sath.bot.venue.Standing;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.BotState;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.StopPolicy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trades one configuration at one venue: takes the venue's events one at a time, lets the
 * strategies speak at closed candles, asks the gates, sends orders and books what becomes of them.
 *
 * <p>Deterministic: the same events and settings make the same records. Used by one thread. A
 * kernel serves one configuration; limits, entries, quota and the stop may change, for anything
 * else a new kernel takes the state over.
 *
 * <pre>
 * catching up ─► trading ─► stopping ─► stopped
 * </pre>
 */
public final class Kernel {

    private final TradingState state;
    private final Venue venue;
    private final Journal journal;
    private final Clock wall;
    private final Desk desk;
    private final Bench bench;
    private final Map<String, Instant> decidedAt = new HashMap<>();
    private Settings settings;
    private boolean ready;
    private @Nullable StopPolicy stopping;

    /**
     * Takes the state up at the venue.
     *
     * @param wall the wall clock, for what the platform ordered by it
     */
    public Kernel(Settings settings, TradingState state, Venue venue, Journal journal, Clock wall) {
        this.settings = settings;
        this.state = state;
        this.venue = venue;
        this.journal = journal;
        this.wall = wall;
        this.desk = new Desk(settings.bot(), state, venue, journal);
        this.bench = new Bench(settings);
        state.limits(settings);
        desk.finishFilled();
        venue.resume(standing(state.books()));
    }

    private static Standing standing(Books books) {
        return new Standing(
                List.copyOf(books.orders()),
                books.holdings().stream()
                        .map(held ->
                                new Standing.Held(
                                        held.symbol(), held.quantity(), held.entry(), held.since()))
                        .toList());
    }

    /** Goes on under other limits, entries, quota. */
    public void limits(Settings next) {
        settings = next;
        state.limits(next);
    }

    /** Begins to stop; a later policy takes the place of an earlier one. */
    public void stop(StopPolicy policy) {
        if (policy != stopping) {
            stopping = policy;
            if (ready) {
                applyStop(policy);
            }
        }
    }

    /** Whether what the ordered stop asks for is done, and nothing is in flight. */
    public boolean isStopped() {
        StopPolicy policy = stopping;
        if (policy == null) {
            return false;
        }
        return switch (policy) {
            case LEAVE ->
                    state.books().orders().stream()
                            .noneMatch(order ->
                                    order.status() == OrderStatus.INTENDED
                                            || order.status() == OrderStatus.UNKNOWN);
            case CANCEL -> ready && state.books().orders().isEmpty();
            case FLATTEN -> ready && state.books().isFlat();
        };
    }

    /** Takes one event; false where the venue has none now. */
    public boolean step() {
        VenueEvent event = venue.next();
        if (event == null) {
            return false;
        }
        switch (event) {
            case VenueEvent.Closed closed -> on(closed);
            case VenueEvent.Accepted accepted -> desk.on(accepted);
            case VenueEvent.Rejected rejected -> desk.on(rejected);
            case VenueEvent.Cancelled cancelled -> desk.on(cancelled);
            case VenueEvent.Expired expired -> desk.on(expired);
            case VenueEvent.Executed executed -> on(executed);
            case VenueEvent.Seam seam -> {
                bench.renew(seam.symbol());
                desk.close(seam.symbol(), "seam");
            }
            case VenueEvent.Ready _ -> {
                ready = true;
                if (stopping != null) {
                    applyStop(stopping);
                }
                desk.ready();
                state.books().holdings().forEach(this::sayPosition);
                sayMetric();
            }
        }
        return true;
    }

    private void applyStop(StopPolicy policy) {
        Books books = state.books();
        switch (policy) {
            case LEAVE -> {}
            case CANCEL -> {
                desk.stopGuarding();
                List.copyOf(books.orders()).forEach(order -> venue.cancel(order.id()));
            }
            case FLATTEN -> {
                desk.stopGuarding();
                List.copyOf(books.orders()).forEach(order -> venue.cancel(order.id()));
                books.holdings().stream()
                        .map(Holding::symbol)
                        .toList()
                        .forEach(symbol -> desk.close(symbol, "flatten"));
            }
        }
    }

    private void on(VenueEvent.Executed executed) {
        Out.Order order = state.books().order(executed.order());
        Holding before = order == null ? null : state.books().holding(order.symbol());
        desk.on(executed);
        if (order != null) {
            Holding after = state.books().holding(order.symbol());
            if (after != null && stopping == StopPolicy.FLATTEN) {
                desk.close(order.symbol(), "flatten");
            }
            if (after != null) {
                sayPosition(after);
            } else if (before != null) {
                journal.say(
                        new Out.Position(
                                executed.at(),
                                before.symbol(),
                                before.trade(),
                                BigDecimal.ZERO,
                                before.entry(),
                                executed.price(),
                                BigDecimal.ZERO,
                                null,
                                null));
            }
            sayMetric();
        }
    }

    private void on(VenueEvent.Closed closed) {
        String symbol = closed.symbol();
        if (closed.live()
                && stopping == StopPolicy.FLATTEN
                && state.books().holding(symbol) != null) {
            desk.close(symbol, "flatten");
        } else if (closed.live()) {
            desk.settle(symbol);
        }
        boolean first = closed.candle().interval().code().equals(settings.timeframes().getFirst());
        if (closed.live() && first) {
            state.mark(closed.at(), equity());
        }
        if (closed.live() && journal.isHeard()) {
            sayCandle(closed);
        }
        for (Bench.Seat seat : bench.at(symbol)) {
            if (seat.timeframe() == closed.candle().interval()) {
                Opinion opinion = seat.strategy().onClose(closed.candle());
                if (closed.live() && ready && stopping == null) {
                    decide(closed, seat, opinion);
                }
            }
        }
        if (closed.live() && first && journal.isHeard()) {
            Holding held = state.books().holding(symbol);
            if (held != null) {
                sayPosition(held);
            }
            sayMetric();
        }
    }

    private void decide(VenueEvent.Closed closed, Bench.Seat seat, Opinion opinion) {
        Holding held = state.books().holding(closed.symbol());
        switch (opinion) {
            case Opinion.Hold(List<Reason> why) -> {
                if (journal.isHeard()) {
                    say(closed, seat, "hold", why, null);
                }
            }
            case Opinion.Exit(List<Reason> why) -> {
                if (held == null) {
                    say(closed, seat, "hold", why, Reason.of("no-position"));
                } else if (held.strategy() != null && !held.strategy().equals(seat.name())) {
                    say(
                            closed,
                            seat,
                            "hold",
                            why,
                            Reason.of("other-strategy", "strategy", held.strategy()));
                } else {
                    say(closed, seat, "exit", why, null);
                    desk.close(closed.symbol(), why.getFirst().code());
                }
            }
            case Opinion.Enter(List<Reason> why, BigDecimal stop) -> {
                if (held != null) {
                    say(
                            closed,
                            seat,
                            "hold",
                            why,
                            Reason.of(
                                    "in-position",
                                    "trade",
                                    held.trade(),
                                    "quantity",
                                    held.quantity().toPlainString()));
                } else {
                    enter(closed, seat, why, stop);
                }
            }
        }
    }

    private void enter(
            VenueEvent.Closed closed,
            Bench.Seat seat,
            List<Reason> why,
            @Nullable BigDecimal stop) {
        String symbol = closed.symbol();
        BigDecimal price = venue.ask(symbol);
        Reason against = entriesClosed();
        if (against == null) {
            against = elsewhere(closed, price);
        }
        if (against != null || price == null) {
            say(closed, seat, "hold", why, against);
            return;
        }
        Verdict verdict =
                state.gate()
                        .entry(
                                new EntryRequest(
                                        closed.at(),
                                        venue.instrument(symbol),
                                        price,
                                        venue.takerFee(),
                                        account(),
                                        state.risk()));
        switch (verdict) {
            case Verdict.Refused(List<Reason> refused) -> {
                List<Reason> all = new ArrayList<>(why);
                all.addAll(refused);
                say(closed, seat, "hold", all, null);
            }
            case Verdict.Allowed(BigDecimal quantity) -> {
                decidedAt.put(symbol, closed.at());
                say(closed, seat, "enter", why, null);
                desk.enter(symbol, quantity, seat.name(), stop, why.getFirst().code());
            }
        }
    }

    /** What stands against an entry beside the platform's lease and the risk limits. */
    private @Nullable Reason elsewhere(VenueEvent.Closed closed, @Nullable BigDecimal price) {
        String symbol = closed.symbol();
        Instant decided = decidedAt.get(symbol);
        if (!settings.symbols().contains(symbol)) {
            return Reason.of("symbol-removed", "symbol", symbol);
        }
        if (desk.isOrdered(symbol) || desk.isClosing(symbol)) {
            return Reason.of("order-open", "symbol", symbol);
        }
        if (decided != null && closed.at().isBefore(decided.plusSeconds(settings.pollSeconds()))) {
            return Reason.of(
                    "poll",
                    "seconds",
                    Integer.toString(settings.pollSeconds()),
                    "next",
                    decided.plusSeconds(settings.pollSeconds()).toString());
        }
        return price == null ? Reason.of("no-price", "symbol", symbol) : null;
    }

    private Account account() {
        Books books = state.books();
        BigDecimal reserved = BigDecimal.ZERO;
        int entries = 0;
        for (Out.Order order : books.orders()) {
            BigDecimal price = order.price() == null ? venue.ask(order.symbol()) : order.price();
            if (order.effect() == Effect.ENTRY && price != null) {
                reserved = reserved.add(order.remaining().multiply(price));
                entries++;
            }
        }
        BigDecimal exposure = reserved;
        for (Holding held : books.holdings()) {
            exposure = exposure.add(held.cost().abs());
        }
        return new Account(equity(), books.cash().subtract(reserved), exposure, entries);
    }

    /** Cash and positions at the last prices. */
    public BigDecimal equity() {
        return state.books().equity(venue::price);
    }

    /** The state as a beat says it; stopped is whoever runs the kernel to say. */
    public BotState botState() {
        if (stopping != null) {
            return BotState.STOPPING;
        }
        return !ready
                ? BotState.WAITING
                : entriesClosed() == null ? BotState.RUNNING : BotState.EXIT_ONLY;
    }

    /** Why the state is not running: a code; null where it is. */
    public @Nullable String stateReason() {
        if (stopping != null) {
            return stopping.wire();
        }
        if (!ready) {
            return "catching-up";
        }
        Reason closed = entriesClosed();
        return closed == null ? null : closed.code();
    }

    private @Nullable Reason entriesClosed() {
        return EntriesGate.against(
                settings, state.books(), wall.instant(), venue.capabilities().countsTrades());
    }

    private void say(
            VenueEvent.Closed closed,
            Bench.Seat seat,
            String action,
            List<Reason> why,
            @Nullable Reason more) {
        journal.say(Said.decision(closed, seat.name(), action, why, more));
    }

    private void sayCandle(VenueEvent.Closed closed) {
        journal.say(Said.candle(closed));
    }

    private void sayPosition(Holding held) {
        journal.say(Said.position(held, state.books(), venue));
    }

    private void sayMetric() {
        if (journal.isHeard()) {
            journal.say(Said.metric(state.books(), venue));
        }
    }
}
