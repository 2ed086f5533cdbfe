package io.sath.bot.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The recordings that the bot carries: bitcoin's trades at Bitstamp of one week of November 2013
/// and ether's five-minute candles at BinanceUS of two days of March 2023, both from ta4j-examples.
final class Ta4jMarket implements MarketSet {
    private static final String TRADES = "/bitstamp_trades_from_20131125_usd.csv";
    private static final String CANDLES = "/ETH-USD-PT5M-2023-3-13_2023-3-15.json";
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final BigDecimal MIN_NOTIONAL = new BigDecimal(5);
    private static final Instrument BTC =
            new Instrument("BTCUSD", "USD", CENT, new BigDecimal("0.00001"), MIN_NOTIONAL);
    private static final Instrument ETH =
            new Instrument("ETHUSD", "USD", CENT, new BigDecimal("0.0001"), MIN_NOTIONAL);
    private static final Instant TRADES_FROM = Instant.parse("2013-11-25T00:00:00Z");
    private static final Instant TRADES_TO = Instant.parse("2013-12-01T16:00:00Z");

    @Override
    public String name() {
        return "ta4j";
    }

    @Override
    public Contents contents() {
        return new Contents(List.of(bitcoin(), ether()), List.of());
    }

    @Override
    public Tape tape(String symbol) {
        return switch (symbol) {
            case "BTCUSD" -> bitcoin();
            case "ETHUSD" -> ether();
            default ->
                    throw new UnusableMarketData(
                            "The set ta4j has no %s; it has BTCUSD and ETHUSD.".formatted(symbol));
        };
    }

    private static Tape bitcoin() {
        return new TradeTape(BTC, () -> resource(TRADES), TRADES_FROM, TRADES_TO);
    }

    private static Tape ether() {
        CandleSeries.Builder candles = CandleSeries.of(ETH, Timeframe.M5, 2, 8);
        try (InputStream in = resource(CANDLES);
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            Instant at = Instant.EPOCH;
            BigDecimal[] values = new BigDecimal[5];
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                switch (json.currentName()) {
                    case "endTime" -> {
                        json.nextToken();
                        at =
                                Instant.ofEpochMilli(json.getLongValue() + 1)
                                        .minus(Timeframe.M5.duration());
                    }
                    case "openPrice" -> values[0] = decimal(json);
                    case "highPrice" -> values[1] = decimal(json);
                    case "lowPrice" -> values[2] = decimal(json);
                    case "closePrice" -> values[3] = decimal(json);
                    case "volume" -> {
                        values[4] = decimal(json);
                        candles.add(
                                new Candle(
                                        at,
                                        Timeframe.M5,
                                        values[0],
                                        values[1],
                                        values[2],
                                        values[3],
                                        values[4]));
                    }
                    default -> {}
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return candles.build();
    }

    private static BigDecimal decimal(JsonParser json) {
        json.nextToken();
        return json.getDecimalValue();
    }

    private static InputStream resource(String path) {
        InputStream in = Ta4jMarket.class.getResourceAsStream(path);
        if (in == null) {
            throw new UnusableMarketData(
                    "The program lacks its own market data (%s): install the bot again."
                            .formatted(path.substring(1)));
        }
        return in;
    }
}
