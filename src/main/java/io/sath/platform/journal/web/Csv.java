package io.sath.platform.journal.web;

import io.sath.platform.journal.Trades.Fill;
import io.sath.platform.journal.Trades.Trade;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as RFC 4180 has them. A text that a spreadsheet would take for a formula begins with an
 * apostrophe (OWASP, "CSV injection"); numbers and times are the platform's own and stay as they
 * are.
 */
final class Csv {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String head;
    private final Function<Object, List<@Nullable Object>> cells;

    private Csv(String head, Function<Object, List<@Nullable Object>> cells) {
        this.head = head;
        this.cells = cells;
    }

    static Csv trades() {
        return new Csv(
                "id,symbol,side,status,venue,mode,strategy,quantity,entryPrice,exitPrice,fees,pnl,"
                        + "pnlRatio,currency,exitReason,openedAt,closedAt",
                row -> {
                    Trade trade = (Trade) row;
                    return Arrays.asList(
                            trade.id(),
                            trade.symbol(),
                            trade.side().word(),
                            trade.status().word(),
                            trade.venue(),
                            trade.mode(),
                            trade.strategy(),
                            trade.quantity(),
                            trade.entryPrice(),
                            trade.exitPrice(),
                            trade.fees(),
                            trade.pnl(),
                            trade.pnlRatio(),
                            trade.currency(),
                            trade.exitReason(),
                            trade.openedAt(),
                            trade.closedAt());
                });
    }

    static Csv fills() {
        return new Csv(
                "id,tradeId,orderId,symbol,side,effect,quantity,price,fee,feeAsset,maker,at,bookedAt",
                row -> {
                    Fill fill = (Fill) row;
                    return Arrays.asList(
                            fill.id(),
                            fill.tradeId(),
                            fill.orderId(),
                            fill.symbol(),
                            fill.side(),
                            fill.effect(),
                            fill.quantity(),
                            fill.price(),
                            fill.fee(),
                            fill.feeAsset(),
                            fill.maker(),
                            fill.at(),
                            fill.bookedAt());
                });
    }

    void head(Writer out) throws IOException {
        out.write(head + "\r\n");
    }

    void rows(List<?> rows, Writer out) throws IOException {
        for (Object row : rows) {
            out.write(
                    cells.apply(row).stream().map(Csv::cell).collect(Collectors.joining(","))
                            + "\r\n");
        }
    }

    static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Instant time -> TIME.format(time);
            default -> quoted(guarded(value.toString()));
        };
    }

    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
