package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Sight;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import io.sath.platform.support.SightOf;
import io.sath.platform.support.ViewTest;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The fleet page over a whole fleet. {@code -Dsath.bench.bots=1007} tells as JSON lines what it
 * takes: wall clock, and the CPU of the page's own thread, which a busy machine does not change.
 */
class FleetPageViewTests extends ViewTest {
    private static final int BOTS = Integer.getInteger("sath.bench.bots", 40);
    private static final int TIMES = 5;

    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired FleetSource source;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    @Override
    protected Set<Role> roles() {
        return Set.of(Role.USER, Role.VIEWER, Role.ADMIN, Role.SUPERADMIN);
    }

    @Test
    void listsEveryBotOfAWholeFleet() {
        TenantId pattern = fixtures.tenant();
        BotId first = bots.status(pattern).botId();
        String config =
                scope.call(
                        pattern,
                        () ->
                                jdbc.sql("SELECT config::text FROM bot_configs WHERE bot_id = ?")
                                        .param(first.value())
                                        .query(String.class)
                                        .single());
        SecureRandom random = new SecureRandom();
        for (int i = 1; i < BOTS; i++) {
            make(new TenantId(Uuids.timeOrdered(clock.instant())), BotId.random(random), config);
        }
        Caller caller = fixtures.caller(person(), roles());
        for (int i = 0; i < TIMES; i++) {
            measure(i, "badge", () -> source.badge(caller));
            FleetSnapshot[] read = new FleetSnapshot[1];
            measure(i, "read", () -> read[0] = source.read(caller));
            measure(
                    i,
                    "rows",
                    () ->
                            assertThat(
                                            read[0].bots().stream()
                                                    .map(bot ->
                                                            BotRow.of(
                                                                    bot,
                                                                    read[0].at(),
                                                                    Messages.current(),
                                                                    Formats.current()))
                                                    .toList())
                                    .hasSizeGreaterThanOrEqualTo(BOTS));
            measure(i, "page", () -> navigate(FleetOperationsView.class));
            assertThat(shown()).hasSizeGreaterThanOrEqualTo(BOTS);
            navigate(RolloutsView.class);
        }
    }

    private void make(TenantId tenant, BotId bot, String config) {
        Instant now = clock.instant();
        scope.run(
                tenant,
                () -> {
                    jdbc.sql(
                                    """
                                    INSERT INTO tenants (id, name, email, status, created_at, last_active_at)
                                    VALUES (:tenant, 'One of many', 'many@example.com', 'active', :now, :now)
                                    """)
                            .param("tenant", tenant.value())
                            .param("now", now.atOffset(ZoneOffset.UTC))
                            .update();
                    jdbc.sql(
                                    """
                                    INSERT INTO bots (tenant_id, id, created_at, desired_on, act_at)
                                    VALUES (:tenant, :bot, :now, false, :now)
                                    """)
                            .param("tenant", tenant.value())
                            .param("bot", bot.value())
                            .param("now", now.atOffset(ZoneOffset.UTC))
                            .update();
                    jdbc.sql(
                                    """
                                    INSERT INTO bot_configs
                                        (tenant_id, bot_id, revision, config, saved_at, settings_rev)
                                    VALUES (:tenant, :bot, 1, :config::jsonb, :now, 1)
                                    """)
                            .param("tenant", tenant.value())
                            .param("bot", bot.value())
                            .param("config", config)
                            .param("now", now.atOffset(ZoneOffset.UTC))
                            .update();
                });
        fleet.saw(tenant, bot, runs(now));
    }

    private static Sight runs(Instant now) {
        return SightOf.a(Sight.Phase.RUNNING, now)
                .startedOn("node-1", now.minus(Duration.ofMinutes(1)))
                .says(Sight.Doing.RUNNING, now)
                .took(1)
                .seen();
    }

    private static List<BotRow> shown() {
        return UI.getCurrent().getInternals().getActiveRouterTargetsChain().stream()
                .filter(FleetOperationsView.class::isInstance)
                .map(view -> ((FleetOperationsView) view).grid().shown())
                .findFirst()
                .orElseThrow();
    }

    private static void measure(int time, String what, Runnable work) {
        long began = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        System.out.printf(
                "{\"bench\":\"fleet-page\",\"bots\":%d,\"time\":%d,\"what\":\"%s\",\"ms\":%d,\"cpuMs\":%d}%n",
                BOTS,
                time,
                what,
                (System.nanoTime() - began) / 1_000_000,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000);
    }
}
