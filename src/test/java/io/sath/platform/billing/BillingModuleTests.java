package io.sath.platform.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class BillingModuleTests {
    private static final UserId OPERATOR = new UserId(UUID.randomUUID());

    @Autowired Plans plans;
    @Autowired Entitlements entitlements;
    @Autowired PlanChange change;
    @Autowired Usage usage;
    @Autowired TenantScope scope;
    @Autowired Fixtures fixtures;
    @Autowired Clock clock;
    @Autowired JdbcClient jdbc;

    @Nested
    class TheCatalogues {
        @Test
        void holdTheHousesThreePlans() {
            assertThat(plans.of("sath"))
                    .extracting(
                            plan -> plan.code() + " " + plan.priceMonthly() + " " + plan.limits())
                    .containsExactly(
                            "free 0.00 PlanLimits[symbols=1, capital=100, modes=[paper],"
                                    + " multiTimeframe=false, aiEnsemble=false, apiAccess=false,"
                                    + " support=community, logDays=7, tradesPerMonth=100,"
                                    + " callsPerMinute=10, storageBytes=100000000, botMemoryMb=160,"
                                    + " botCpuPercent=10]",
                            "pro 29.00 PlanLimits[symbols=5, capital=10000, modes=[paper, live],"
                                    + " multiTimeframe=true, aiEnsemble=false, apiAccess=false,"
                                    + " support=email, logDays=30, tradesPerMonth=10000,"
                                    + " callsPerMinute=200, storageBytes=10000000000,"
                                    + " botMemoryMb=256, botCpuPercent=25]",
                            "enterprise 99.00 PlanLimits[symbols=null, capital=null,"
                                    + " modes=[paper, live], multiTimeframe=true, aiEnsemble=true,"
                                    + " apiAccess=true, support=priority, logDays=90,"
                                    + " tradesPerMonth=null, callsPerMinute=1000,"
                                    + " storageBytes=null, botMemoryMb=512, botCpuPercent=100]");
        }

        @Test
        void holdThePartnersFourPlans() {
            assertThat(plans.of("botpolymarket"))
                    .extracting(plan ->
                            plan.code()
                                    + " "
                                    + plan.priceMonthly()
                                    + " "
                                    + plan.limits().symbols()
                                    + " "
                                    + plan.limits().capital()
                                    + " "
                                    + plan.limits().callsPerMinute()
                                    + " "
                                    + plan.limits().botMemoryMb())
                    .containsExactly(
                            "free 0.00 1 1000 10 160",
                            "basic 29.00 3 5000 50 192",
                            "pro 99.00 10 50000 200 256",
                            "enterprise 499.00 null null 1000 512");
        }
    }

    @Nested
    class ACode {
        @ParameterizedTest
        @ValueSource(strings = {"", "Pro", "-pro", "pro plan", "pro_1", "é", "pro\n"})
        void thatIsNoWordIsRefused(String code) {
            assertThatThrownBy(() -> insert(code))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageContaining("plans_code_is_a_word");
        }

        @Test
        void fitsTheJobOfABot() throws IOException {
            assertThat(Files.readString(Path.of("nomad-jobs/bot.nomad.hcl")))
                    .contains("regex_replace(var.plan, \"^[a-z0-9][a-z0-9-]{0,39}$\", \"\")");
            assertThat(
                            jdbc.sql(
                                            """
                                            SELECT pg_get_constraintdef(oid) FROM pg_constraint
                                            WHERE conname = 'plans_code_is_a_word'
                                            """)
                                    .query(String.class)
                                    .single())
                    .contains("'^[a-z0-9][a-z0-9-]{0,39}$'");
        }

        private void insert(String code) {
            jdbc.sql(
                            """
                            INSERT INTO plans SELECT (jsonb_populate_record(p, jsonb_build_object(
                                'catalogue', 'refused', 'code', ?::text))).* FROM plans p
                            WHERE p.catalogue = 'sath' AND p.code = 'free'
                            """)
                    .param(code)
                    .update();
        }
    }

    @Nested
    class WhatATenantMayDo {
        @Test
        void beginsWithTheFreePlan() {
            Entitlement has = entitlements.of(fixtures.tenant());
            assertThat(has.plan()).isEqualTo("free");
            assertThat(has.paidUntil()).isNull();
        }

        @Test
        void aRefusalNamesTheLimitItsValueWhatWasAskedAndWhatLiftsIt() {
            Entitlement has = entitlements.of(fixtures.tenant());
            LimitFault fault =
                    entitlements.check(has, Limit.CAPITAL, new BigDecimal("500")).orElseThrow();
            assertThat(fault).isEqualTo(new LimitFault("capital", "100", "500", "upgrade:pro"));
            assertThat(entitlements.refusal(has, fault).detail().in(Locale.ENGLISH))
                    .isEqualTo(
                            "Your plan reaches 100 USD of capital; you asked for 500. The plan Pro"
                                    + " allows it.");
            assertThat(entitlements.refusal(has, fault).detail().in(Locale.forLanguageTag("es")))
                    .endsWith("El plan Pro lo permite.");
        }

        @Test
        void theRemedyIsTheCheapestPlanThatAllowsIt() {
            Entitlement has = entitlements.of(fixtures.tenant());
            assertThat(remedy(has, Limit.SYMBOLS, "5")).isEqualTo("upgrade:pro");
            assertThat(remedy(has, Limit.SYMBOLS, "6")).isEqualTo("upgrade:enterprise");
            assertThat(remedy(has, Limit.MODES, "live")).isEqualTo("upgrade:pro");
            assertThat(remedy(has, Limit.AI_ENSEMBLE, "true")).isEqualTo("upgrade:enterprise");
            assertThat(remedy(has, Limit.BOT_MEMORY_MB, "1024")).isNull();
        }

        @Test
        void whatIsWithinTheLimitIsAllowed() {
            Entitlement free = entitlements.of(fixtures.tenant());
            assertThat(entitlements.check(free, Limit.CAPITAL, new BigDecimal("100.00"))).isEmpty();
            Entitlement most = entitlements.of(fixtures.tenant("enterprise"));
            assertThat(entitlements.check(most, Limit.CAPITAL, new BigDecimal("1e12"))).isEmpty();
        }

        private @Nullable String remedy(Entitlement has, Limit limit, String asked) {
            return entitlements.check(has, limit, asked).orElseThrow().remedy();
        }
    }

    @Nested
    class Operators {
        @Test
        void putATenantOnAnotherPlan() {
            TenantId tenant = fixtures.tenant();
            change.setPlan(tenant, "pro");
            assertThat(entitlements.of(tenant).plan()).isEqualTo("pro");
            change.setPlan(tenant, "free");
            assertThat(entitlements.of(tenant).plan()).isEqualTo("free");
        }

        @Test
        void areToldThePlansWhenTheyNameNone() {
            TenantId tenant = fixtures.tenant();
            Problem problem =
                    catchThrowableOfType(Problem.class, () -> change.setPlan(tenant, "gold"));
            assertThat(problem.errors().getFirst().message().in(Locale.ENGLISH))
                    .isEqualTo("There is no such plan. The plans are: free, pro, enterprise.");
        }

        @Test
        void overrideAnyLimitOfOneTenant() {
            TenantId tenant = fixtures.tenant();
            TenantId other = fixtures.tenant();
            Map<String, @Nullable Object> limits = new HashMap<>();
            limits.put("capital", "2500.50");
            limits.put("symbols", null);
            limits.put("modes", List.of("paper", "live"));
            limits.put("logDays", 14);
            limits.put("aiEnsemble", true);
            change.setLimits(tenant, OPERATOR, limits);
            PlanLimits now = entitlements.of(tenant).limits();
            assertThat(now.capital()).isEqualByComparingTo("2500.50");
            assertThat(now.symbols()).isNull();
            assertThat(now.modes()).containsExactly("paper", "live");
            assertThat(now.logDays()).isEqualTo(14);
            assertThat(now.aiEnsemble()).isTrue();
            assertThat(now.callsPerMinute()).isEqualTo(10);
            assertThat(entitlements.of(other).limits().capital()).isEqualByComparingTo("100");
        }

        @Test
        void takeAnOverrideBackByLeavingItOut() {
            TenantId tenant = fixtures.tenant();
            change.setLimits(tenant, OPERATOR, Map.of("logDays", 14));
            change.setLimits(tenant, OPERATOR, Map.of());
            assertThat(entitlements.of(tenant).limits().logDays()).isEqualTo(7);
        }

        @Test
        void areToldEveryLimitThatIsNotRightAndNothingIsSet() {
            TenantId tenant = fixtures.tenant();
            Problem problem =
                    catchThrowableOfType(
                            Problem.class,
                            () ->
                                    change.setLimits(
                                            tenant,
                                            OPERATOR,
                                            Map.of(
                                                    "capital", "-1",
                                                    "botMemoryMb", 4096,
                                                    "modes", List.of("live"),
                                                    "nonsense", 1,
                                                    "logDays", 14)));
            assertThat(problem.errors())
                    .extracting(FieldFault::field)
                    .containsExactlyInAnyOrder(
                            "limits.capital",
                            "limits.botMemoryMb",
                            "limits.modes",
                            "limits.nonsense");
            assertThat(entitlements.of(tenant).limits().logDays()).isEqualTo(7);
        }
    }

    @Nested
    class Counting {
        @Test
        void acceptsExactlyOneOfFiftyAtTheLastOneLeft() throws Exception {
            TenantId tenant = fixtures.tenant();
            usage.count(tenant, Meter.TRADES, 99, clock.instant());
            CountDownLatch start = new CountDownLatch(1);
            List<Callable<Counted>> tries =
                    IntStream.range(0, 50)
                            .<Callable<Counted>>mapToObj(i ->
                                    () -> {
                                        start.await();
                                        return usage.take(tenant, Meter.TRADES, 1);
                                    })
                            .toList();
            Map<Class<?>, Long> outcomes;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Counted>> running = tries.stream().map(threads::submit).toList();
                start.countDown();
                outcomes =
                        running.stream()
                                .map(BillingModuleTests::answer)
                                .collect(
                                        Collectors.groupingBy(
                                                Counted::getClass, Collectors.counting()));
            }
            assertThat(outcomes)
                    .containsOnly(
                            Map.entry(Counted.Accepted.class, 1L),
                            Map.entry(Counted.Refused.class, 49L));
            assertThat(usage.used(tenant, Meter.TRADES)).isEqualTo(100);
        }

        @Test
        void refusesWithTheLimitAndItsRemedy() {
            TenantId tenant = fixtures.tenant();
            assertThat(usage.take(tenant, Meter.STORAGE_BYTES, 100_000_001))
                    .isEqualTo(
                            new Counted.Refused(
                                    new LimitFault(
                                            "storageBytes",
                                            "100000000",
                                            "100000001",
                                            "upgrade:pro")));
            assertThat(usage.used(tenant, Meter.STORAGE_BYTES)).isZero();
        }

        @Test
        void neverEndsWhereThePlanIsUnlimited() {
            TenantId tenant = fixtures.tenant("enterprise");
            assertThat(usage.take(tenant, Meter.TRADES, 1_000_000))
                    .isEqualTo(new Counted.Accepted(1_000_000));
        }

        @Test
        void belongsToTheMonthItHappenedIn() {
            TenantId tenant = fixtures.tenant();
            usage.count(tenant, Meter.TRADES, 5, Instant.parse("2020-01-31T23:59:59Z"));
            assertThat(usage.used(tenant, Meter.TRADES)).isZero();
        }

        @Test
        void isUndoneWithTheScopeAround() {
            TenantId tenant = fixtures.tenant();
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            scope.run(
                                    tenant,
                                    () -> {
                                        usage.take(tenant, Meter.TRADES, 1);
                                        throw new IllegalStateException("undo");
                                    }));
            assertThat(usage.used(tenant, Meter.TRADES)).isZero();
        }

        @Test
        void givesBackBytesThatWereDeleted() {
            TenantId tenant = fixtures.tenant();
            usage.take(tenant, Meter.STORAGE_BYTES, 500);
            usage.release(tenant, Meter.STORAGE_BYTES, 200);
            assertThat(usage.readings(tenant))
                    .filteredOn(reading -> reading.meter() == Meter.STORAGE_BYTES)
                    .singleElement()
                    .isEqualTo(new MeterReading(Meter.STORAGE_BYTES, 300, 100_000_000L, null));
        }
    }

    private static Counted answer(Future<Counted> running) {
        try {
            return running.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
