package io.sath.platform.admin.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.orchestration.Rollouts;
import io.sath.platform.orchestration.Rollouts.Rollout;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.orchestration.Rollouts.Version;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.OperatorLayout;
import io.sath.platform.ui.PageHeader;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.Refresher;
import io.sath.platform.ui.Toast;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** "Is the new version sound?": the rollout under way, the known versions, and what was before. */
@Route(value = "admin/rollouts", layout = OperatorLayout.class)
@RolesAllowed("ADMIN")
@StyleSheet("assets/styles/operations.css")
class RolloutsView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Rollouts rollouts;
    private final transient FleetSource source;
    private final transient Caller caller;
    private final transient Refresher<Read> refresher;
    private final Panel present = new Panel(texts.get("admin.rollouts.present"));
    private final Panel versions = new Panel(texts.get("admin.rollouts.versions"));
    private final Panel history = new Panel(texts.get("admin.rollouts.history"));
    private transient @Nullable Read shown;

    /** All that the page shows. */
    private record Read(
            List<Version> versions, List<Rollout> rollouts, Map<TenantId, PlannedTenant> tenants) {
        Optional<Rollout> underWay() {
            return rollouts.stream().filter(RolloutsView::open).findFirst();
        }
    }

    RolloutsView(Rollouts rollouts, FleetSource source, CurrentCaller current) {
        this.rollouts = rollouts;
        this.source = source;
        caller = current.get();
        refresher =
                new Refresher<>(
                        this, Duration.ofSeconds(1), Duration.ofSeconds(2), this::read, this::show);
        addClassNames("page", "rollouts-page");
        add(
                new PageHeader(texts.get("admin.rollouts")).note(texts.get("admin.rollouts.what")),
                present,
                versions,
                history);
        refresher.now();
    }

    static boolean open(Rollout rollout) {
        return rollout.state() == State.RUNNING || rollout.state() == State.STOPPED;
    }

    private Read read() {
        return new Read(rollouts.versions(caller), rollouts.list(caller), source.owners(caller));
    }

    private void show(Read fresh) {
        if (fresh.equals(shown)) {
            return;
        }
        shown = fresh;
        Optional<Rollout> underWay = fresh.underWay();
        underWay.ifPresentOrElse(
                rollout ->
                        present.show(
                                new RolloutProgress(
                                        rollout, fresh.tenants(), act -> act(act, rollout))),
                () ->
                        present.show(
                                new EmptyState(
                                        Lucide.CIRCLE_CHECK,
                                        texts.get("admin.rollouts.none"),
                                        texts.get("admin.rollouts.none.what"))));
        if (fresh.versions().isEmpty()) {
            versions.show(
                    new EmptyState(
                            Lucide.GIT_COMMIT_HORIZONTAL,
                            texts.get("admin.rollouts.no-version"),
                            texts.get("admin.rollouts.no-version.what")));
        } else {
            Div rows = new Div();
            rows.addClassName("rollout-list");
            fresh.versions()
                    .forEach(version ->
                            rows.add(
                                    new VersionRow(
                                            version,
                                            underWay.isEmpty() && !version.current(),
                                            () -> ask(version, fresh))));
            versions.show(rows);
        }
        List<Rollout> over = fresh.rollouts().stream().filter(one -> !open(one)).toList();
        Div past = new Div();
        past.addClassName("rollout-list");
        over.forEach(rollout -> past.add(new PastRollout(rollout)));
        history.setVisible(!over.isEmpty());
        history.show(past);
    }

    private void ask(Version version, Read known) {
        new BeginDialog(
                        version,
                        known.tenants().values(),
                        canaries -> {
                            rollouts.begin(caller, version.version(), canaries);
                            Toast.done(texts.get("admin.rollouts.begun"));
                            refresher.now();
                        })
                .open();
    }

    private void act(RolloutProgress.Act act, Rollout rollout) {
        Rollout ordered =
                switch (act) {
                    case STOP -> rollouts.stop(caller, rollout.id());
                    case GO_ON -> rollouts.goOn(caller, rollout.id());
                    case TURN_BACK -> rollouts.turnBack(caller, rollout.id());
                };
        Toast.done(texts.get(act.textKey() + ".done", RolloutProgress.way(ordered)));
        refresher.now();
    }

    @Override
    public String getPageTitle() {
        return texts.get("admin.rollouts") + " · SATH";
    }
}
