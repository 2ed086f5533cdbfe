package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads ledger records back from their JSON. */
public final class BookedReader {

    private static final Pattern ANY = Pattern.compile("(?s).*");

    private BookedReader() {}

    /**
     * Reads an order or a fill.
     *
     * @throws IllegalArgumentException where it is neither; the message names the field
     */
    public static Out.Booked read(String type, Json.Obj fields) {
        Field root = new Field("", fields);
        try {
            return switch (type) {
                case "order" -> order(root);
                case "fill" -> fill(root);
                default ->
                        throw new IllegalArgumentException("type: \"" + type + "\" is not booked");
            };
        } catch (Field.Invalid e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Out.Order order(Field root) {
        return new Out.Order(
                root.at("at").time(),
                text(root.at("id")),
                text(root.at("trade")),
                text(root.at("symbol")),
                word(root.at("side"), Side.values(), Side::wire),
                word(root.at("effect"), Effect.values(), Effect::wire),
                word(root.at("kind"), OrderKind.values(), OrderKind::wire),
                decimal(root.at("quantity")),
                root.at("price").optional(BookedReader::decimal),
                root.at("stop").optional(BookedReader::decimal),
                root.at("trailing").optional(BookedReader::decimal),
                word(root.at("status"), OrderStatus.values(), OrderStatus::wire),
                decimal(root.at("filled")),
                root.at("strategy").optional(BookedReader::text),
                root.at("reason").optional(BookedReader::text));
    }

    private static Out.Fill fill(Field root) {
        return new Out.Fill(
                root.at("at").time(),
                text(root.at("id")),
                text(root.at("order")),
                text(root.at("trade")),
                text(root.at("symbol")),
                word(root.at("side"), Side.values(), Side::wire),
                word(root.at("effect"), Effect.values(), Effect::wire),
                decimal(root.at("quantity")),
                decimal(root.at("price")),
                decimal(root.at("fee")),
                text(root.at("feeAsset")),
                root.at("maker").value().equals(Json.bool(true)),
                root.at("pnl").optional(BookedReader::decimal));
    }

    /** A time as it travels, or null. */
    public static @Nullable Instant time(Json value) {
        return new Field("ts", value).optional(Field::time);
    }

    private static String text(Field field) {
        return field.text(ANY, "must be a string");
    }

    private static BigDecimal decimal(Field field) {
        return field.decimal(_ -> true, "like \"0.5\"");
    }

    private static <E extends Enum<E>> E word(Field field, E[] values, Function<E, String> wire) {
        return field.word(List.of(values), wire);
    }
}
