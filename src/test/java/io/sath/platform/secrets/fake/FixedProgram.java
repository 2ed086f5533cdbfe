package io.sath.platform.secrets.fake;

import io.sath.platform.bots.Catalogue;
import io.sath.platform.bots.Catalogue.MarketSet;
import io.sath.platform.bots.Catalogue.Parameter;
import io.sath.platform.bots.Catalogue.Strategy;
import io.sath.platform.bots.Catalogue.Symbol;
import java.math.BigDecimal;
import java.util.List;

/** As much of the bot program's catalogue as a new tenant's configuration names. */
final class FixedProgram {
    private FixedProgram() {}

    static Catalogue catalogue() {
        BigDecimal small = new BigDecimal("0.00001");
        return new Catalogue(
                List.of(
                        new MarketSet(
                                "ta4j",
                                List.of(
                                        new Symbol(
                                                "BTCUSD",
                                                "USD",
                                                new BigDecimal("0.01"),
                                                small,
                                                new BigDecimal("10"))))),
                List.of(new Strategy("ema-cross", List.of(length("fast"), length("slow")))));
    }

    private static Parameter length(String name) {
        return new Parameter(
                name, Parameter.Kind.WHOLE, "9", BigDecimal.ONE, new BigDecimal("500"), List.of());
    }
}
