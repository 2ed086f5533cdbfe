package io.sath.bot.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.market.Instrument;
import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskGatePropertyTests {
    private static final Instant NOON = Instant.parse("2025-04-03T12:00:00Z");
    private static final Instrument BTC =
            new Instrument("BTCUSD", "USD", dec("0.01"), dec("0.00001"), dec("5"));

    private final Random random = new Random(20_250_403);

    /** Of so many digits behind the point, both bounds included. */
    private BigDecimal between(long least, long most, int scale) {
        return BigDecimal.valueOf(random.nextLong(least, most + 1), scale);
    }

    @Test
    void whatIsAllowedKeepsEveryLimit() {
        for (int i = 0; i < 2_000; i++) {
            keepsEveryLimit(
                    between(100, 1_000_000, 2),
                    between(100, 1_000_000, 2),
                    between(0, 1_000_000, 2),
                    between(0, 1_000_000, 2),
                    between(1, 1_000_000_000, 4));
        }
    }

    private static void keepsEveryLimit(
            BigDecimal capital,
            BigDecimal maxPosition,
            BigDecimal cash,
            BigDecimal exposure,
            BigDecimal price) {
        RiskGate gate =
                new RiskGate(
                        new RiskLimits(
                                capital,
                                maxPosition,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null));
        Account account = new Account(cash.add(exposure), cash, exposure, 0);

        switch (gate.entry(
                new EntryRequest(
                        NOON,
                        BTC,
                        price,
                        dec("0.001"),
                        account,
                        RiskState.starting(NOON, account.equity())))) {
            case Verdict.Allowed(BigDecimal quantity) -> {
                BigDecimal worth = quantity.multiply(price);
                assertThat(quantity.remainder(BTC.step())).isEqualByComparingTo("0");
                assertThat(worth)
                        .isGreaterThanOrEqualTo(BTC.minNotional())
                        .isLessThanOrEqualTo(maxPosition);
                assertThat(worth.add(exposure)).isLessThanOrEqualTo(capital);
                assertThat(worth.multiply(dec("1.001"))).isLessThanOrEqualTo(cash);
            }
            case Verdict.Refused(List<Reason> why) ->
                    assertThat(why)
                            .isNotEmpty()
                            .allSatisfy(reason ->
                                    assertThat(reason.values()).containsKeys("limit", "minimum"));
        }
    }

    @Test
    void noStopEverFalls() {
        for (int i = 0; i < 1_000; i++) {
            neverFalls(
                    random.ints(30, 100, 100_001)
                            .mapToObj(cents -> BigDecimal.valueOf(cents, 2))
                            .toList(),
                    random.nextInt(1, 100));
        }
    }

    private static void neverFalls(List<BigDecimal> prices, int percent) {
        RiskGate gate =
                new RiskGate(
                        new RiskLimits(
                                dec("100"),
                                dec("50"),
                                null,
                                dec("0.5"),
                                null,
                                BigDecimal.valueOf(percent, 2),
                                null,
                                null,
                                null,
                                null));
        Protection protection = gate.protect(BTC, dec("100"), null);
        for (BigDecimal price : prices) {
            Protection next = protection.seen(price, BTC);
            assertThat(next.stop()).isGreaterThanOrEqualTo(protection.stop());
            protection = next;
        }
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }
}
