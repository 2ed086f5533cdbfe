package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Sight;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.SightOf;
import io.sath.platform.support.ViewTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class FleetOperationsViewTests extends ViewTest {
    @Autowired Bots bots;
    @Autowired Fleet fleet;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private Fixtures.Person owner;
    private BotId bot;

    @Override
    protected Set<Role> roles() {
        return Set.of(Role.USER, Role.VIEWER, Role.ADMIN, Role.SUPERADMIN);
    }

    @BeforeEach
    void aBot() {
        owner = fixtures.person();
        bot = bots.status(owner.tenant()).botId();
    }

    @AfterEach
    void nothingOfTheFleetStays() {
        for (String table :
                List.of("fleet_states", "fleet_nodes", "fleet_orphans", "fleet_holds")) {
            jdbc.sql("DELETE FROM " + table).update();
        }
        fleet.wanted().stream()
                .filter(Fleet.Wanted::on)
                .forEach(on ->
                        bots.stop(
                                on.tenant(),
                                fixtures.caller(person(), roles()),
                                BotConfig.StopPolicy.LEAVE));
    }

    @Test
    void whoNeedsSomeoneStandsFirstWithTheReasonAndTheNextTry() {
        runs(fixtures.tenant(), null);
        start();
        Instant next = clock.instant().plusSeconds(600);
        saw(died("out of memory", next));

        List<BotRow> rows = open();

        BotRow row = row(rows);
        assertThat(rows.subList(rows.indexOf(row), rows.size()))
                .filteredOn(other -> other.state().equals("Running"))
                .as("who runs well stands below")
                .isNotEmpty();
        assertThat(row.state()).isEqualTo("Error");
        assertThat(row.reason()).contains("out of memory");
        assertThat(row.next()).startsWith("Next try at ");
        assertThat(row.plan()).isEqualTo("Free");
        assertThat(row.mode()).isEqualTo("PAPER");
    }

    @Test
    void aBotWithoutAPlaceSaysWhatTheClusterLacks() {
        start();
        saw(pending("Dimension memory exhausted on 2 nodes"));

        assertThat(row(open()).reason())
                .isEqualTo("No place for it: Dimension memory exhausted on 2 nodes");

        press("filter-unplaced");
        assertThat(grid().shown()).extracting(BotRow::id).contains(bot);
        press("filter-running");
        assertThat(grid().shown()).extracting(BotRow::id).doesNotContain(bot);
    }

    @Test
    void showsAtOnceWhoWaitsForAPlaceWhyAndSinceWhen() {
        start();
        saw(pending("no capacity: cpu, memory; no node fits: ${attr.kernel.name} = linux"));
        open();

        assertThat(said(waiting()))
                .contains(
                        "Waiting for a place",
                        "1 bot",
                        "The cluster says: no capacity: cpu, memory; no node fits:"
                                + " ${attr.kernel.name} = linux")
                .anyMatch(text ->
                        text.startsWith(
                                "No machine has enough left of: CPU, memory. No machine"
                                        + " meets what it asks for: ${attr.kernel.name} = linux."))
                .anyMatch(text -> text.startsWith("since "));

        test(find(NativeButton.class, waiting()).single()).click();
        assertThat(find(BotDetail.class).single().bot()).isEqualTo(bot);
    }

    @Test
    void ofManyWhoWaitForTheSameItNamesTheLongestAndLeadsToTheRest() {
        for (int i = 0; i < 8; i++) {
            TenantId tenant = fixtures.tenant();
            BotId id = bots.status(tenant).botId();
            bots.start(
                    tenant, fixtures.owner(new Fixtures.Person(owner.id(), tenant, owner.email())));
            fleet.saw(tenant, id, pending("no node"));
        }
        open();

        assertThat(said(waiting())).contains("8 bots", "and 2 more");
        test(find(NativeButton.class).withId("waiting-more").single()).click();

        assertThat(grid().shown()).hasSize(8);
    }

    @Test
    void saysThatAllHaveTheirPlace() {
        open();

        assertThat(said(waiting())).contains("Every bot that is wanted on has its place.");
        assertThat(find(NativeButton.class, waiting()).exists()).isFalse();
    }

    private WaitingPanel waiting() {
        return find(WaitingPanel.class).single();
    }

    @Test
    void searchFindsABotByItsIdAndSaysSoWhereItFindsNone() {
        open();
        search(bot.value());
        assertThat(grid().shown()).extracting(BotRow::id).containsExactly(bot);

        search("no such bot");
        assertThat(grid().shown()).isEmpty();
        assertThat(said()).contains("No bot matches");

        test(find(Button.class).withText("Show all bots").single()).click();
        assertThat(grid().shown()).extracting(BotRow::id).contains(bot);
    }

    @Test
    void theAddressOfABotOpensIt() {
        navigate("admin/fleet/" + bot, FleetOperationsView.class);

        assertThat(find(BotDetail.class).single().bot()).isEqualTo(bot);
        assertThat(said(find(BotDetail.class).single()))
                .contains(bot.value(), owner.tenant().toString(), "Stopped");
    }

    @Test
    void anAddressOfNoBotShowsTheFleet() {
        navigate("admin/fleet/nonsense", FleetOperationsView.class);

        assertThat(find(BotDetail.class).exists()).isFalse();
        assertThat(grid().shown()).isNotEmpty();
    }

    @Test
    void startsRestartsAndStopsABotOfSomebodyElse() {
        navigate("admin/fleet/" + bot, FleetOperationsView.class);

        test(button("bot-act-start")).click();
        assertThat(bots.status(owner.tenant()).desired()).isTrue();
        assertThat(audited("admin.bot-started")).isEqualTo(1);

        UI.getCurrent().navigate("admin/fleet");
        navigate("admin/fleet/" + bot, FleetOperationsView.class);
        test(button("bot-act-restart")).click();
        assertThat(audited("admin.bot-restarted")).isEqualTo(1);

        test(button("bot-act-stop")).click();
        assertThat(bots.status(owner.tenant()).desired()).as("it asks first").isTrue();
        confirm();
        assertThat(bots.status(owner.tenant()).desired()).isFalse();
        assertThat(audited("admin.bot-stopped")).isEqualTo(1);
    }

    @Test
    void stopsAllBotsOnceTheirNumberIsTypedAndStartsJustThoseAgain() {
        start();
        BotId off = bots.status(fixtures.tenant()).botId();
        open();

        test(button("stop-all")).click();
        int all = wantedOn();
        type(String.valueOf(all + 1));
        assertThat(field().isInvalid()).isTrue();
        assertThat(wantedOn()).isEqualTo(all);
        type(String.valueOf(all));
        await().untilAsserted(() -> assertThat(wantedOn()).isZero());
        assertThat(audited("admin.bot-stopped")).isEqualTo(1);

        test(button("start-all")).click();
        type(field().getLabel().replaceAll("\\D", ""));

        await().untilAsserted(() -> assertThat(bots.status(owner.tenant()).desired()).isTrue());
        assertThat(fleet.wanted())
                .filteredOn(wanted -> wanted.bot().equals(off))
                .as("who was off before stays off")
                .noneMatch(Fleet.Wanted::on);
    }

    @Test
    void saysThatNobodyLeadsAndAnswersAllTheSame() {
        open();

        assertThat(said()).contains("Nobody leads the fleet.");
        assertThat(row(grid().shown()).state()).isEqualTo("Stopped");
    }

    @Test
    void saysSinceWhenTheClusterIsAwayAndWhenItIsAskedAgain() {
        leads("\"awaySince\":\"2026-01-02T03:04:05Z\",\"awayReason\":\"connection refused\",");

        open();

        assertThat(said())
                .contains("The cluster has not answered since 2 Jan 2026, 03:04:05.")
                .anyMatch(text -> text.contains("connection refused"));
        assertThat(row(grid().shown()).state()).isEqualTo("Stopped");
    }

    @Test
    void explainsAHoldAndLiftsItOnlyAfterAQuestion() {
        leads("");
        jdbc.sql(
                        """
                        INSERT INTO fleet_holds (fleet, since, found) VALUES ('fleet', now(),
                          '{"clusterEpoch":9,"ahead":3,"aheadBots":["aaaaaaaaaaaaa"],"unknown":1,"unknownBots":["bbbbbbbbbbbbb"]}')
                        """)
                .update();
        open();
        assertThat(said())
                .anyMatch(text ->
                        text.contains("3 bots run by newer settings.")
                                && text.contains("1 bot runs that the database does not know.")
                                && text.contains("aaaaaaaaaaaaa, bbbbbbbbbbbbb"));

        test(button("lift-hold")).click();
        assertThat(held()).isTrue();
        confirm();

        assertThat(held()).isFalse();
    }

    @Test
    void stopsWhatNobodyOwnsOnlyAfterAQuestion() {
        jdbc.sql(
                        """
                        INSERT INTO fleet_orphans (fleet, bot_id, node, first_seen_at, last_seen_at)
                        VALUES ('fleet', 'ccccccccccccc', 'node-1', now(), now())
                        """)
                .update();
        open();
        assertThat(said()).contains("Running without an owner", "ccccccccccccc");

        test(find(Button.class).withText("Stop").single()).click();
        assertThat(orphanOrdered()).isFalse();
        confirm();

        assertThat(orphanOrdered()).isTrue();
    }

    @Test
    void drainsANodeAfterSayingThatBotsMoveAndNothingIsSold() {
        leads("");
        node("node-1", false, true);
        open();
        assertThat(said())
                .contains("node-1", "3 of 4 cores", "6.4\u00a0GB of 8\u00a0GB", "12 bots");

        test(find(Button.class).withText("Drain").single()).click();
        assertThat(said(find(ConfirmDialog.class).single()))
                .anyMatch(text ->
                        text.contains("Its 12 bots move") && text.contains("Nothing is sold"));
        confirm();

        assertThat(drainWanted()).isEqualTo(true);
    }

    @Test
    void putsADrainedNodeBackIntoUse() {
        leads("");
        node("node-1", true, true);
        open();

        test(find(Button.class).withText("Use again").single()).click();

        assertThat(drainWanted()).isEqualTo(false);
    }

    @Test
    void offersNoDrainWhereThereIsNoOtherMachine() {
        leads("");
        node("local", false, false);
        open();

        assertThat(find(Button.class).withText("Drain").exists()).isFalse();
    }

    private List<BotRow> open() {
        navigate(FleetOperationsView.class);
        return grid().shown();
    }

    private BotGrid grid() {
        return UI.getCurrent().getInternals().getActiveRouterTargetsChain().stream()
                .filter(FleetOperationsView.class::isInstance)
                .map(view -> ((FleetOperationsView) view).grid())
                .findFirst()
                .orElseThrow();
    }

    private BotRow row(List<BotRow> rows) {
        return rows.stream().filter(row -> row.id().equals(bot)).findFirst().orElseThrow();
    }

    private Button button(String id) {
        return find(Button.class).withId(id).single();
    }

    private TextField field() {
        return find(TextField.class).withId("typed-count").single();
    }

    private void type(String count) {
        test(field()).setValue(count);
        test(button("typed-count-confirm")).click();
    }

    private void press(String id) {
        test(find(NativeButton.class).withId(id).single()).click();
    }

    private void search(String text) {
        test(find(TextField.class)
                        .withCondition(field -> field.hasClassName("fleet-search"))
                        .single())
                .setValue(text);
    }

    private void confirm() {
        test(find(ConfirmDialog.class).single()).confirm();
    }

    private int wantedOn() {
        return (int) fleet.wanted().stream().filter(Fleet.Wanted::on).count();
    }

    private void start() {
        BotStatus started = bots.start(owner.tenant(), fixtures.owner(owner));
        assertThat(started.desired()).isTrue();
    }

    private void runs(TenantId tenant, @Nullable String reason) {
        BotId id = bots.status(tenant).botId();
        bots.start(tenant, fixtures.owner(new Fixtures.Person(owner.id(), tenant, owner.email())));
        Instant now = clock.instant();
        fleet.saw(
                tenant,
                id,
                SightOf.a(Sight.Phase.RUNNING, now)
                        .reason(reason)
                        .startedOn("node-1", now.minus(Duration.ofMinutes(1)))
                        .says(Sight.Doing.RUNNING, now)
                        .seen());
    }

    private void saw(Sight sight) {
        fleet.saw(owner.tenant(), bot, sight);
    }

    private Sight died(String why, Instant next) {
        return SightOf.a(Sight.Phase.ENDED, clock.instant())
                .reason(why)
                .nextStart(next)
                .died(2)
                .seen();
    }

    private Sight pending(String why) {
        return SightOf.a(Sight.Phase.PENDING, clock.instant()).reason(why).seen();
    }

    private void leads(String more) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_states (fleet, epoch, told_at, state) VALUES ('fleet', 3, :now,
                          (:state)::jsonb)
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param(
                        "state",
                        "{\"replica\":\"replica-1\","
                                + more
                                + "\"sweptAt\":\""
                                + clock.instant()
                                + "\",\"sweepMillis\":12,\"busy\":0,\"wanted\":1,\"running\":1}")
                .update();
    }

    private void node(String name, boolean draining, boolean drainable) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_nodes (fleet, id, seen_at, node) VALUES ('fleet', 'id-1', now(),
                          (:node)::jsonb)
                        """)
                .param(
                        "node",
                        """
                        {"id":"id-1","name":"%s","ready":true,"draining":%s,"drainable":%s,
                         "memoryMb":8000,"memoryUsedMb":6400,"cpuPercent":400,"cpuUsedPercent":300,"workloads":12}
                        """
                                .formatted(name, draining, drainable))
                .update();
    }

    private @Nullable Boolean drainWanted() {
        return jdbc.sql("SELECT drain_wanted FROM fleet_nodes WHERE id = 'id-1'")
                .query(Boolean.class)
                .single();
    }

    private boolean held() {
        return jdbc.sql("SELECT count(*) > 0 FROM fleet_holds WHERE lifted_at IS NULL")
                .query(Boolean.class)
                .single();
    }

    private boolean orphanOrdered() {
        return jdbc.sql("SELECT count(*) > 0 FROM fleet_orphans WHERE stop_asked_at IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    private long audited(String action) {
        return scope.call(
                owner.tenant(),
                () ->
                        jdbc.sql("SELECT count(*) FROM audit_entries WHERE action = ?")
                                .param(action)
                                .query(Long.class)
                                .single());
    }
}
