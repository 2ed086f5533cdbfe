package io.sath.bot.kernel;

import io.sath.bot.books.Books;
import io.sath.bot.books.Holding;
import io.sath.bot.json.Json;
import io.sath.bot.market.Candle;
import io.sath.bot.strategy.Reason;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.VenueEvent;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.Out;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel says, in the wire's words. */
final class Said {

    private Said() {}

    static Out.Decision decision(
            VenueEvent.Closed closed,
            String strategy,
            String action,
            List<Reason> why,
            @Nullable Reason more) {
        List<Out.Why> all = new ArrayList<>();
        for (Reason reason : why) {
            all.add(why(reason));
        }
        if (more != null) {
            all.add(why(more));
        }
        return new Out.Decision(
                closed.at(), closed.symbol(), strategy, action, all, BigDecimal.ZERO);
    }

    private static Out.Why why(Reason reason) {
        Json.Builder values = Json.object();
        reason.values().forEach(values::put);
        return new Out.Why(reason.code(), values.build());
    }

    static Out.Candle candle(VenueEvent.Closed closed) {
        Candle candle = closed.candle();
        return new Out.Candle(
                candle.at(),
                closed.symbol(),
                candle.interval().code(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume());
    }

    static Out.Position position(Holding held, Books books, Venue venue) {
        BigDecimal price = venue.price(held.symbol());
        BigDecimal mark = price == null ? held.entry() : price;
        BigDecimal stop = null;
        BigDecimal target = null;
        for (Out.Order order : books.orders()) {
            if (order.symbol().equals(held.symbol()) && order.effect() == Effect.EXIT) {
                BigDecimal moved = venue.stopOf(order.id());
                stop = moved == null ? order.stop() : moved;
                target = order.price();
            }
        }
        return new Out.Position(
                venue.now(),
                held.symbol(),
                held.trade(),
                held.quantity(),
                held.entry(),
                mark,
                held.unrealized(mark),
                stop,
                target);
    }

    static Out.Metric metric(Books books, Venue venue) {
        return new Out.Metric(
                venue.now(),
                books.equity(venue::price),
                books.cash(),
                books.realized(),
                books.unrealized(venue::price),
                books.fees(),
                BigDecimal.ZERO,
                venue.apiCalls());
    }
}
