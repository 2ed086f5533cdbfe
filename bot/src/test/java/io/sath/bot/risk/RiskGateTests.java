package io.sath.bot.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.market.Instrument;
import io.sath.bot.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RiskGateTests {
    private static final Instant NOON = Instant.parse("2025-04-03T12:00:00Z");
    private static final Instrument BTC =
            new Instrument("BTCUSD", "USD", dec("0.01"), dec("0.00001"), dec("5"));
    private static final RiskLimits WIDE =
            new RiskLimits(dec("100"), dec("50"), null, null, null, null, null, null, null, null);

    @Nested
    class Sizes {

        @Test
        void anEntryGetsTheMaximumPositionOnTheStepGrid() {
            assertThat(entry(WIDE, dec("800.01"), account("100", "100", "0", 0)))
                    .isEqualTo(new Verdict.Allowed(dec("0.06249")));
        }

        @Test
        void anEntryGetsWhatCapitalLeaves() {
            assertThat(entry(WIDE, dec("800"), account("120", "40", "80", 0)))
                    .isEqualTo(new Verdict.Allowed(dec("0.02500")));
        }

        @Test
        void anEntryGetsWhatCashLeavesAfterTheCommission() {
            assertThat(entry(WIDE, dec("100"), account("20", "20.02", "0", 0)))
                    .isEqualTo(new Verdict.Allowed(dec("0.20000")));
        }

        @Test
        void usedUpCapitalIsARefusalWithTheNumbers() {
            assertThat(refusals(WIDE, account("110", "14", "96", 0)))
                    .containsExactly(
                            Reason.of(
                                    "capital", "limit", "100", "used", "96", "asked", "50",
                                    "minimum", "5"));
        }

        @Test
        void tooLittleCashIsARefusalWithTheNumbers() {
            assertThat(refusals(WIDE, account("4.9", "4.9", "0", 0)))
                    .containsExactly(
                            Reason.of("cash", "limit", "4.9", "asked", "50", "minimum", "5"));
        }

        @Test
        void aMaximumPositionBelowTheVenuesMinimumIsARefusalWithTheNumbers() {
            RiskLimits limits =
                    new RiskLimits(
                            dec("100"), dec("4"), null, null, null, null, null, null, null, null);

            assertThat(refusals(limits, account("100", "100", "0", 0)))
                    .containsExactly(Reason.of("max-position", "limit", "4", "minimum", "5"));
        }
    }

    @Nested
    class Rests {
        private final RiskGate gate =
                new RiskGate(
                        new RiskLimits(
                                dec("100"),
                                dec("50"),
                                2,
                                null,
                                null,
                                null,
                                dec("20"),
                                dec("0.3"),
                                3,
                                60));
        private final RiskState fresh = RiskState.starting(NOON, dec("100"));

        @Test
        void tradesOfTheDayAreCountedUntilMidnightUtc() {
            RiskState state = fresh.entered(NOON, dec("100")).entered(NOON, dec("100"));

            assertThat(refusals(gate, state, NOON, "100", 0))
                    .containsExactly(
                            Reason.of(
                                    "max-trades-per-day",
                                    "limit",
                                    "2",
                                    "asked",
                                    "3",
                                    "until",
                                    "2025-04-04T00:00:00Z"));
            assertThat(refusals(gate, state, Instant.parse("2025-04-04T00:00:00Z"), "100", 0))
                    .isEmpty();
        }

        @Test
        void anOpenEntryOrderReservesATradeOfTheDay() {
            RiskState state = fresh.entered(NOON, dec("100"));

            assertThat(refusals(gate, state, NOON, "100", 0)).isEmpty();
            assertThat(refusals(gate, state, NOON, "100", 1))
                    .extracting(Reason::code)
                    .containsExactly("max-trades-per-day");
        }

        @Test
        void theDailyLossCountsFromTheDaysFirstEquity() {
            RiskState state = fresh.marked(NOON, dec("110"));

            assertThat(refusals(gate, state, NOON, "80.01", 0)).isEmpty();
            assertThat(refusals(gate, state, NOON, "79.5", 0))
                    .containsExactly(
                            Reason.of(
                                    "daily-loss",
                                    "limit",
                                    "20",
                                    "lost",
                                    "20.5",
                                    "until",
                                    "2025-04-04T00:00:00Z"));
            assertThat(refusals(gate, state, NOON.plusSeconds(86_400), "79.5", 0)).isEmpty();
        }

        @Test
        void theDrawdownCountsFromTheHighestEquityEver() {
            RiskState state =
                    fresh.marked(NOON, dec("130")).marked(NOON.plusSeconds(90_000), dec("91.1"));

            assertThat(refusals(gate, state, NOON.plusSeconds(90_000), "91.1", 0)).isEmpty();
            assertThat(refusals(gate, state, NOON.plusSeconds(90_000), "91", 0))
                    .containsExactly(
                            Reason.of(
                                    "max-drawdown",
                                    "limit",
                                    "0.3",
                                    "drawdown",
                                    "0.3",
                                    "peak",
                                    "130",
                                    "equity",
                                    "91"));
        }

        @Test
        void lossesInARowCoolDownAndAreThenCountedAnew() {
            RiskState state = fresh;
            for (int i = 0; i < 2; i++) {
                state = gate.closed(state, NOON, dec("99"), dec("-1"));
            }
            assertThat(refusals(gate, state, NOON, "99", 0)).isEmpty();

            state = gate.closed(state, NOON, dec("98"), dec("-1"));

            assertThat(refusals(gate, state, NOON.plusSeconds(3599), "98", 0))
                    .containsExactly(
                            Reason.of(
                                    "cool-down",
                                    "limit",
                                    "3",
                                    "minutes",
                                    "60",
                                    "until",
                                    "2025-04-03T13:00:00Z"));
            assertThat(refusals(gate, state, NOON.plusSeconds(3600), "98", 0)).isEmpty();
            assertThat(gate.closed(state, NOON, dec("97"), dec("-1")).lossesInRow()).isOne();
        }

        @Test
        void aWonTradeEndsTheRowOfLosses() {
            RiskState state = gate.closed(fresh, NOON, dec("99"), dec("-1"));
            state = gate.closed(state, NOON, dec("98"), dec("-1"));
            state = gate.closed(state, NOON, dec("99"), dec("0.5"));
            state = gate.closed(state, NOON, dec("98"), dec("-1"));

            assertThat(refusals(gate, state, NOON, "98", 0)).isEmpty();
        }

        @Test
        void everyLimitThatStandsAgainstItIsNamed() {
            RiskState state = fresh;
            for (int i = 0; i < 3; i++) {
                state = gate.closed(state.entered(NOON, dec("50")), NOON, dec("50"), dec("-1"));
            }

            assertThat(refusals(gate, state, NOON, "3", 0))
                    .extracting(Reason::code)
                    .containsExactly(
                            "max-trades-per-day",
                            "daily-loss",
                            "max-drawdown",
                            "cool-down",
                            "cash");
        }
    }

    @Nested
    class Protects {

        @Test
        void stopAndTargetLieOnTheTickGridNoFurtherThanAllowed() {
            Protection protection = protect("0.02", "0.04", null, dec("801.23"), null);

            assertThat(protection)
                    .isEqualTo(new Protection(dec("785.21"), "stop-loss", dec("833.28"), null));
            assertThat(protection.exitAt(dec("785.22"))).isNull();
            assertThat(protection.exitAt(dec("785.21")))
                    .isEqualTo(Reason.of("stop-loss", "stop", "785.21", "price", "785.21"));
            assertThat(protection.exitAt(dec("833.27"))).isNull();
            assertThat(protection.exitAt(dec("840")))
                    .isEqualTo(Reason.of("take-profit", "target", "833.28", "price", "840"));
        }

        @Test
        void ofTwoStopsTheNearerHolds() {
            assertThat(protect("0.02", null, null, dec("100"), dec("99")).stop())
                    .isEqualByComparingTo("99");
            assertThat(protect("0.02", null, null, dec("100"), dec("99")).stopCode())
                    .isEqualTo("strategy-stop");
            assertThat(protect("0.02", null, null, dec("100"), dec("90")).stop())
                    .isEqualByComparingTo("98");
            assertThat(protect(null, null, null, dec("100"), dec("90")).stop())
                    .isEqualByComparingTo("90");
        }

        @Test
        void aSuggestionAboveTheEntryIsNoStop() {
            assertThat(protect(null, null, null, dec("100"), dec("101")))
                    .isEqualTo(Protection.NONE);
        }

        @Test
        void aTrailingStopFollowsTheHighestPrice() {
            Protection protection = protect(null, null, "0.1", dec("100"), null);

            assertThat(protection.stop()).isEqualByComparingTo("90");
            Protection higher = protection.seen(dec("120"), BTC);
            assertThat(higher.stop()).isEqualByComparingTo("108");
            assertThat(higher.seen(dec("119"), BTC)).isSameAs(higher);
            assertThat(higher.exitAt(dec("108")))
                    .isEqualTo(Reason.of("trailing-stop", "stop", "108.00", "price", "108"));
        }
    }

    private static Protection protect(
            @Nullable String stop,
            @Nullable String target,
            @Nullable String trailing,
            BigDecimal entry,
            @Nullable BigDecimal suggested) {
        return new RiskGate(
                        new RiskLimits(
                                dec("100"),
                                dec("50"),
                                null,
                                stop == null ? null : dec(stop),
                                target == null ? null : dec(target),
                                trailing == null ? null : dec(trailing),
                                null,
                                null,
                                null,
                                null))
                .protect(BTC, entry, suggested);
    }

    private static Verdict entry(RiskLimits limits, BigDecimal price, Account account) {
        return new RiskGate(limits)
                .entry(
                        new EntryRequest(
                                NOON,
                                BTC,
                                price,
                                dec("0.001"),
                                account,
                                RiskState.starting(NOON, account.equity())));
    }

    private static List<Reason> refusals(RiskLimits limits, Account account) {
        return why(entry(limits, dec("800"), account));
    }

    private static List<Reason> refusals(
            RiskGate gate, RiskState state, Instant at, String equity, int openOrders) {
        return why(
                gate.entry(
                        new EntryRequest(
                                at,
                                BTC,
                                dec("800"),
                                dec("0.001"),
                                account(equity, equity, "0", openOrders),
                                state)));
    }

    private static List<Reason> why(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(BigDecimal _) -> List.of();
            case Verdict.Refused(List<Reason> why) -> why;
        };
    }

    private static Account account(String equity, String cash, String exposure, int orders) {
        return new Account(dec(equity), dec(cash), dec(exposure), orders);
    }

    private static BigDecimal dec(String value) {
        return new BigDecimal(value);
    }
}
