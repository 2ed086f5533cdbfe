package io.sath.bot.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.market.Instrument;
import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

class RiskGatePropertyTests {
    private static final Instant NOON = Instant.parse("2025-04-03T12:00:00Z");
    private static final Instrument BTC =
            new Instrument("BTCUSD", "USD", dec("0.01"), dec("0.00001"), dec("5"));

    @Property
    void whatIsAllowedKeepsEveryLimit(
            @ForAll @BigRange(min = "1", max = "10000") @Scale(2) BigDecimal capital,
            @ForAll @BigRange(min = "1", max = "10000") @Scale(2) BigDecimal maxPosition,
            @ForAll @BigRange(min = "0", max = "10000") @Scale(2) BigDecimal cash,
            @ForAll @BigRange(min = "0", max = "10000") @Scale(2) BigDecimal exposure,
            @ForAll @BigRange(min = "0.0001", max = "100000") @Scale(4) BigDecimal price) {
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

    @Property
    void noStopEverFalls(
            @ForAll @Size(max = 30)
                    List<@BigRange(min = "1", max = "1000") @Scale(2) BigDecimal> prices,
            @ForAll @IntRange(min = 1, max = 99) int percent) {
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
