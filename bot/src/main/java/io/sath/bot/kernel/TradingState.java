package io.sath.bot.kernel;

import io.sath.bot.books.Books;
import io.sath.bot.books.BooksJson;
import io.sath.bot.books.TradeChange;
import io.sath.bot.json.Json;
import io.sath.bot.risk.RiskGate;
import io.sath.bot.risk.RiskLimits;
import io.sath.bot.risk.RiskState;
import io.sath.bot.wire.BookedReader;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.OutJson;
import io.sath.bot.wire.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The books and what the risk gate remembers: all that a kernel knows between two events, rebuilt
 * by handing it the ledger's records again.
 */
public final class TradingState {

    private final Books books;
    private RiskGate gate;
    private RiskState risk;

    private TradingState(Books books, RiskState risk, Settings settings) {
        this.books = books;
        this.risk = risk;
        this.gate = gateOf(settings);
    }

    /** The beginning of a ledger or of a backtest. */
    public static TradingState beginning(Books books, Settings settings) {
        return new TradingState(
                books, RiskState.starting(Instant.EPOCH, books.equity(_ -> null)), settings);
    }

    /**
     * Takes a ledger record up; prices are the market's, or null where nobody knows them any more.
     */
    public void apply(
            long ledgerSeq,
            Instant ts,
            Out.Booked record,
            Function<String, @Nullable BigDecimal> price) {
        switch (books.apply(ledgerSeq, ts, record)) {
            case TradeChange.None _ -> {}
            case TradeChange.Opened _ -> risk = risk.entered(record.at(), books.equity(price));
            case TradeChange.Closed closed ->
                    risk = gate.closed(risk, record.at(), books.equity(price), closed.pnl());
        }
    }

    void limits(Settings settings) {
        gate = gateOf(settings);
    }

    void mark(Instant at, BigDecimal equity) {
        risk = risk.marked(at, equity);
    }

    public Books books() {
        return books;
    }

    RiskGate gate() {
        return gate;
    }

    RiskState risk() {
        return risk;
    }

    private static RiskGate gateOf(Settings settings) {
        Settings.Risk risk = settings.risk();
        return new RiskGate(
                new RiskLimits(
                        settings.capital(),
                        settings.maxPosition(),
                        settings.maxTradesPerDay(),
                        risk.stopLoss(),
                        risk.takeProfit(),
                        risk.trailingStop(),
                        risk.dailyLoss(),
                        risk.maxDrawdown(),
                        risk.coolDownLosses(),
                        risk.coolDownMinutes()));
    }

    /** As JSON, for the snapshot. */
    public Json.Obj toJson() {
        return Json.object()
                .put("books", BooksJson.write(books))
                .put("day", risk.day().toString())
                .put("tradesToday", risk.tradesToday())
                .put("dayStartEquity", Json.text(risk.dayStartEquity().toPlainString()))
                .put("peakEquity", Json.text(risk.peakEquity().toPlainString()))
                .put("lossesInRow", risk.lossesInRow())
                .put("coolUntil", OutJson.time(risk.coolUntil()))
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws RuntimeException where it is not what {@link #toJson} made
     */
    public static TradingState of(Json.Obj json, Settings settings) {
        return new TradingState(
                BooksJson.read((Json.Obj) json.get("books")),
                new RiskState(
                        LocalDate.parse(((Json.Text) json.get("day")).value()),
                        whole(json.get("tradesToday")),
                        new BigDecimal(((Json.Text) json.get("dayStartEquity")).value()),
                        new BigDecimal(((Json.Text) json.get("peakEquity")).value()),
                        whole(json.get("lossesInRow")),
                        BookedReader.time(json.get("coolUntil"))),
                settings);
    }

    private static int whole(Json value) {
        return ((Json.Num) value).value().intValueExact();
    }
}
