package io.sath.bot.books;

import io.sath.bot.json.Json;
import io.sath.bot.wire.BookedReader;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.OutJson;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The books as JSON, for the snapshot that spares a start the reading of the whole ledger. */
public final class BooksJson {

    private BooksJson() {}

    public static Json.Obj write(Books books) {
        return Json.object()
                .put("cash", exact(books.cash))
                .put("realized", exact(books.realized))
                .put("fees", exact(books.fees))
                .put("counts", books.counts.toJson())
                .put(
                        "holdings",
                        Json.array(
                                books.holdings.values().stream().map(BooksJson::holding).toList()))
                .put(
                        "orders",
                        Json.array(books.orders.values().stream().map(OutJson::fields).toList()))
                .build();
    }

    /**
     * Reads books back.
     *
     * @throws RuntimeException where it is not what {@link #write} wrote
     */
    public static Books read(Json.Obj json) {
        Books books = new Books(decimal(json.get("cash")));
        books.realized = decimal(json.get("realized"));
        books.fees = decimal(json.get("fees"));
        books.counts = TradeCounts.of((Json.Obj) json.get("counts"));
        for (Json item : items(json.get("holdings"))) {
            Json.Obj holding = (Json.Obj) item;
            String symbol = text(holding.get("symbol"));
            books.holdings.put(
                    symbol,
                    new Holding(
                            symbol,
                            text(holding.get("trade")),
                            decimal(holding.get("quantity")),
                            decimal(holding.get("cost")),
                            decimal(holding.get("fees")),
                            decimal(holding.get("realized")),
                            BookedReader.time(holding.get("since")),
                            holding.get("strategy") instanceof Json.Text(String strategy)
                                    ? strategy
                                    : null,
                            holding.get("stopHint") instanceof Json.Text(String stop)
                                    ? new BigDecimal(stop)
                                    : null));
        }
        for (Json item : items(json.get("orders"))) {
            Out.Order order = (Out.Order) BookedReader.read("order", (Json.Obj) item);
            books.orders.put(order.id(), order);
        }
        return books;
    }

    private static Json holding(Holding held) {
        return Json.object()
                .put("symbol", held.symbol())
                .put("trade", held.trade())
                .put("quantity", exact(held.quantity()))
                .put("cost", exact(held.cost()))
                .put("fees", exact(held.fees()))
                .put("realized", exact(held.realized()))
                .put("since", OutJson.time(held.since()))
                .put("strategy", held.strategy())
                .put("stopHint", exact(held.stopHint()))
                .build();
    }

    /**
     * Not rounded, as the wire would: the snapshot must hold what the ledger's records add up to.
     */
    private static Json exact(@Nullable BigDecimal value) {
        return Json.text(value == null ? null : value.toPlainString());
    }

    private static BigDecimal decimal(Json value) {
        return new BigDecimal(text(value));
    }

    private static String text(Json value) {
        return ((Json.Text) value).value();
    }

    private static List<Json> items(Json value) {
        return ((Json.Arr) value).items();
    }
}
