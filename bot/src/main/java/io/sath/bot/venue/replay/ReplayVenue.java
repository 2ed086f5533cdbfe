package io.sath.bot.venue.replay;

import io.sath.bot.market.Instrument;
import io.sath.bot.market.MarketEvent;
import io.sath.bot.market.MarketSets;
import io.sath.bot.market.UnusableMarketData;
import io.sath.bot.venue.Capabilities;
import io.sath.bot.venue.Standing;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.venue.paper.PaperExchange;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recorded markets on a clock that began at the wall time of the first start and runs {@code speed}
 * times faster.
 *
 * <p>While no run looks, the market goes on: a resumed run is first told what became of its resting
 * orders, print by print, up to the seam at most, where everything is closed. What happens is told
 * with the market's own time, so how late a run looks changes nothing of it.
 */
public final class ReplayVenue implements Venue {

    /** As in settings and on the wire. */
    public static final String NAME = "replay";

    /** Wake-ups are bundled to this grid: what comes of it keeps its own time. */
    private static final long WAKE_GRID_MILLIS = 200;

    /** For a symbol whose recording has gone: it is closed at once, whatever its quantity. */
    private static final BigDecimal ANY_GRID = new BigDecimal("1e-18");

    private final MarketSets sets;
    private final ReplayStore store;
    private final Clock wall;
    private final PaperExchange exchange;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Deque<VenueEvent> told = new ArrayDeque<>();
    private final Settings settings;
    private ReplayState state;
    private Instant now;
    private boolean ready;
    private final Instant resumedAt;

    /** Opens the market; where no replay was begun, its clock begins now. */
    public ReplayVenue(MarketSets sets, ReplayStore store, Clock wall, Settings settings) {
        this.sets = sets;
        this.store = store;
        this.wall = wall;
        this.settings = settings;
        this.exchange =
                new PaperExchange(settings.paper().commission(), settings.paper().halfSpread());
        Instant started = wall.instant();
        ReplayState kept = store.load();
        if (kept == null) {
            ReplayClock clock = new ReplayClock(started, started, settings.replay().speed());
            kept = ReplayState.beginning(clock, started, settings);
            store.save(kept);
        } else if (kept.clock().speed().compareTo(settings.replay().speed()) != 0) {
            kept = kept.with(kept.clock().at(started, settings.replay().speed()));
            store.save(kept);
        }
        this.state = kept;
        this.resumedAt = kept.clock().at(started);
        this.now = resumedAt;
    }

    /**
     * What is wrong with these settings for this venue: the field and what would be right; or null.
     */
    public static @Nullable String problem(MarketSets sets, Settings settings) {
        try {
            sets.named(settings.replay().data());
        } catch (UnusableMarketData e) {
            return "replay.data: " + e.getMessage();
        }
        for (int i = 0; i < settings.symbols().size(); i++) {
            String problem = problemOf(sets, settings, settings.symbols().get(i));
            if (problem != null) {
                return "symbols[" + i + "]: " + problem;
            }
        }
        return null;
    }

    private static @Nullable String problemOf(MarketSets sets, Settings settings, String symbol) {
        try {
            lane(sets, settings, symbol).close();
            return null;
        } catch (UnusableMarketData e) {
            return e.getMessage();
        }
    }

    private static Lane lane(MarketSets sets, Settings settings, String symbol) {
        return new Lane(
                sets.named(settings.replay().data()).tape(symbol),
                ReplayState.timeframes(settings),
                settings.replay().warmup(),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(PaperExchange.kinds(), false, false);
    }

    @Override
    public Instrument instrument(String symbol) {
        return exchange.instrument(symbol);
    }

    @Override
    public void resume(Standing standing) {
        Set<String> standingIn = new LinkedHashSet<>();
        standing.orders().forEach(order -> standingIn.add(order.symbol()));
        standing.held().forEach(held -> standingIn.add(held.symbol()));
        if (standingIn.isEmpty() && !state.plays(settings)) {
            state = ReplayState.beginning(state.clock(), resumedAt, settings);
            store.save(state);
        }
        now = earliest(standing, resumedAt);
        for (String symbol : standingIn) {
            resume(symbol, standing);
        }
        for (String symbol : settings.symbols()) {
            if (state.plays(settings) && !lanes.containsKey(symbol)) {
                open(symbol, resumedAt);
            }
        }
        exchange.restore(standing.orders(), now);
    }

    /** A symbol in which something stands goes on from where that was placed. */
    private void resume(String symbol, Standing standing) {
        Instant from = resumedAt;
        for (Out.Order order : standing.orders()) {
            if (order.symbol().equals(symbol) && order.at().isBefore(from)) {
                from = order.at();
            }
        }
        for (Standing.Held held : standing.held()) {
            if (held.symbol().equals(symbol)) {
                exchange.quote(symbol, held.entry());
                Instant since = held.since();
                if (since == null || since.isBefore(state.origin())) {
                    told.add(new VenueEvent.Seam(now, symbol));
                } else if (since.isBefore(from)) {
                    from = since;
                }
            }
        }
        try {
            open(symbol, from.isBefore(state.origin()) ? state.origin() : from);
        } catch (UnusableMarketData _) {
            exchange.list(
                    new Instrument(symbol, settings.quote(), ANY_GRID, ANY_GRID, BigDecimal.ZERO));
            told.add(new VenueEvent.Seam(now, symbol));
        }
    }

    private static Instant earliest(Standing standing, Instant latest) {
        Instant earliest = latest;
        for (Out.Order order : standing.orders()) {
            earliest = order.at().isBefore(earliest) ? order.at() : earliest;
        }
        for (Standing.Held held : standing.held()) {
            Instant since = held.since();
            earliest = since != null && since.isBefore(earliest) ? since : earliest;
        }
        return earliest;
    }

    private void open(String symbol, Instant from) {
        var tape = sets.named(state.data()).tape(symbol);
        exchange.list(tape.instrument());
        lanes.put(
                symbol,
                new Lane(
                        tape,
                        state.timeframes(),
                        state.warmup(),
                        state.origin(),
                        from,
                        ready ? now : resumedAt));
    }

    /**
     * All is told that was; now the recording may change, which closes what stands in the old one.
     */
    private VenueEvent ready(Instant limit) {
        ready = true;
        advance(limit);
        if (!state.plays(settings)) {
            for (Lane lane : lanes.values()) {
                told.add(new VenueEvent.Seam(now, lane.symbol()));
                lane.close();
            }
            lanes.clear();
            state = ReplayState.beginning(state.clock(), now, settings);
            store.save(state);
            settings.symbols().forEach(symbol -> open(symbol, now));
        }
        told.add(new VenueEvent.Ready(now));
        return told.remove();
    }

    @Override
    public @Nullable VenueEvent next() {
        while (true) {
            VenueEvent event = exchange.poll();
            if (event == null) {
                event = told.poll();
            }
            if (event != null) {
                return event;
            }
            Instant limit = ready ? state.clock().at(wall.instant()) : resumedAt;
            Lane lane = earliest(lanes.values());
            if (lane == null || lane.nextAt().isAfter(limit)) {
                return ready ? null : ready(limit);
            }
            VenueEvent step = step(lane, limit);
            if (step != null) {
                return step;
            }
        }
    }

    private @Nullable VenueEvent step(Lane lane, Instant limit) {
        return switch (lane.take(limit)) {
            case Lane.Step.Seam(Instant at) -> {
                advance(at);
                yield new VenueEvent.Seam(at, lane.symbol());
            }
            case Lane.Step.Market(MarketEvent.Print print, _) -> {
                advance(print.at());
                exchange.print(print.symbol(), print.at(), print.price());
                yield null;
            }
            case Lane.Step.Market(MarketEvent.Closed closed, boolean live) -> {
                advance(closed.at());
                yield new VenueEvent.Closed(
                        closed.at(), closed.symbol(), closed.candle(), live && ready);
            }
        };
    }

    private void advance(Instant at) {
        if (at.isAfter(now)) {
            now = at;
        }
    }

    private static @Nullable Lane earliest(Collection<Lane> lanes) {
        Lane earliest = null;
        for (Lane lane : lanes) {
            if (earliest == null || lane.nextAt().isBefore(earliest.nextAt())) {
                earliest = lane;
            }
        }
        return earliest;
    }

    @Override
    public @Nullable Instant wakeAt() {
        Lane lane = earliest(lanes.values());
        if (!ready || !told.isEmpty() || exchange.hasEvents() || lane == null) {
            return wall.instant();
        }
        long due = state.clock().wallOf(lane.nextAt()).toEpochMilli();
        return Instant.ofEpochMilli(Math.ceilDiv(due, WAKE_GRID_MILLIS) * WAKE_GRID_MILLIS);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public @Nullable BigDecimal price(String symbol) {
        return exchange.price(symbol);
    }

    @Override
    public @Nullable BigDecimal ask(String symbol) {
        return exchange.ask(symbol);
    }

    @Override
    public @Nullable BigDecimal stopOf(String orderId) {
        return exchange.stopOf(orderId);
    }

    @Override
    public BigDecimal takerFee() {
        return exchange.commission();
    }

    @Override
    public void place(Out.Order order) {
        exchange.place(order, now);
    }

    @Override
    public void cancel(String orderId) {
        exchange.cancel(orderId, now);
    }

    @Override
    public long apiCalls() {
        return 0;
    }

    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
    }
}
