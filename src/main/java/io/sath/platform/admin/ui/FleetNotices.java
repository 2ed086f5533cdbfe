package io.sath.platform.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.sath.platform.orchestration.FleetActs;
import io.sath.platform.orchestration.FleetView.Health;
import io.sath.platform.orchestration.FleetView.Hold;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Confirmation;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LiveRegion;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Notice;
import io.sath.platform.ui.Toast;
import io.sath.platform.ui.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with the fleet as a whole, what still runs, and the way out. */
class FleetNotices extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient FleetActs acts;
    private final transient Caller caller;
    private final Runnable acted;
    private transient @Nullable Shown shown;

    FleetNotices(FleetActs acts, Caller caller, Runnable acted) {
        this.acts = acts;
        this.caller = caller;
        this.acted = acted;
        addClassName("fleet-notices");
    }

    /** All that the notices say. */
    private record Shown(
            boolean led,
            @Nullable Instant toldAt,
            @Nullable Instant awaySince,
            @Nullable String awayReason,
            @Nullable Instant nextTryAt,
            @Nullable Hold hold) {}

    void show(Health health) {
        Shown now =
                new Shown(
                        health.led(),
                        health.led() ? null : health.toldAt(),
                        health.awaySince(),
                        health.awayReason(),
                        health.awaySince() == null ? null : health.nextTryAt(),
                        health.hold());
        if (now.equals(shown)) {
            return;
        }
        boolean news = shown != null && troubles(now) > troubles(shown);
        shown = now;
        List<Component> notices = new ArrayList<>();
        if (!now.led()) {
            notices.add(notLed(now));
        } else if (now.awaySince() != null) {
            notices.add(away(now, now.awaySince()));
        }
        if (now.hold() != null) {
            notices.add(held(now.hold()));
        }
        removeAll();
        add(notices);
        if (news) {
            LiveRegion.alert(texts.get("admin.fleet.trouble"));
        }
    }

    private static long troubles(@Nullable Shown shown) {
        return shown == null
                ? 0
                : java.util.stream.Stream.of(!shown.led(), shown.awaySince(), shown.hold())
                        .filter(what -> Objects.nonNull(what) && !Boolean.FALSE.equals(what))
                        .count();
    }

    private Notice notLed(Shown now) {
        return new Notice(
                Tone.ERR,
                Lucide.UNPLUG,
                texts.get("admin.fleet.not-led"),
                now.toldAt() == null
                        ? texts.get("admin.fleet.never-led.what")
                        : texts.get(
                                "admin.fleet.not-led.what", formats.exactDateTime(now.toldAt())));
    }

    private Notice away(Shown now, Instant since) {
        String next =
                now.nextTryAt() == null
                        ? ""
                        : texts.get(
                                "admin.fleet.next-try", formats.timeWithSeconds(now.nextTryAt()));
        return new Notice(
                Tone.WARN,
                Lucide.UNPLUG,
                texts.get("admin.fleet.away", formats.exactDateTime(since)),
                texts.get(
                        "admin.fleet.away.what",
                        now.awayReason() == null ? "" : now.awayReason(),
                        next));
    }

    private Notice held(Hold hold) {
        Button lift = new Button(texts.get("admin.fleet.lift"), click -> askLift(hold).open());
        lift.setId("lift-hold");
        return new Notice(
                Tone.WARN,
                Lucide.HAND,
                texts.get("admin.fleet.held", formats.exactDateTime(hold.since())),
                texts.get("admin.fleet.held.what", found(hold)),
                lift);
    }

    private String found(Hold hold) {
        List<String> parts = new ArrayList<>();
        if (hold.ahead() > 0) {
            parts.add(texts.get("admin.fleet.held.ahead", hold.ahead()));
        }
        if (hold.unknown() > 0) {
            parts.add(texts.get("admin.fleet.held.unknown", hold.unknown()));
        }
        if (hold.clusterEpoch() > 0) {
            parts.add(texts.get("admin.fleet.held.epoch", hold.clusterEpoch()));
        }
        if (!hold.bots().isEmpty()) {
            parts.add(texts.get("admin.fleet.held.bots", String.join(", ", hold.bots())));
        }
        return String.join(" ", parts);
    }

    private Confirmation askLift(Hold hold) {
        return new Confirmation(
                        texts.get("admin.fleet.lift.question"),
                        texts.get("admin.fleet.lift.confirm"),
                        true,
                        () -> {
                            acts.lift(caller);
                            Toast.done(texts.get("admin.fleet.lift.done"));
                            acted.run();
                        })
                .with(
                        new Paragraph(texts.get("admin.fleet.lift.what")),
                        new Paragraph(found(hold)));
    }
}
