package io.sath.platform.admin.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import io.sath.platform.admin.BulkActs;
import io.sath.platform.admin.BulkActs.Reach;
import io.sath.platform.admin.BulkActs.Which;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.shared.Caller;
import io.sath.platform.ui.Live;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Toast;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops all bots; it takes a while with many, and the page stays free meanwhile. */
class BulkButtons extends Div {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(BulkButtons.class);

    private final transient Messages texts = Messages.current();
    private final transient BulkActs acts;
    private final transient Caller caller;
    private final Runnable acted;

    /** How all are stopped. */
    private enum Way {
        BY_CONFIGURATION,
        LEAVE,
        FLATTEN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    BulkButtons(BulkActs acts, Caller caller, Runnable acted) {
        this.acts = acts;
        this.caller = caller;
        this.acted = acted;
        Button start =
                new Button(texts.get("admin.bulk.start"), Lucide.PLAY.svg(), click -> askStart());
        start.setId("start-all");
        Button stop =
                new Button(
                        texts.get("admin.bulk.stop"),
                        Lucide.OCTAGON_PAUSE.svg(),
                        click -> askStop());
        stop.setId("stop-all");
        stop.addClassName("halt-button");
        addClassName("bulk-buttons");
        add(start, stop);
    }

    private void askStart() {
        Reach reach = acts.reach(caller);
        List<Which> ways =
                reach.stoppedTogether() > 0
                        ? List.of(Which.STOPPED_TOGETHER, Which.ALL)
                        : List.of(Which.ALL);
        new BulkDialog<>(
                        "start",
                        ways,
                        which ->
                                switch (which) {
                                    case STOPPED_TOGETHER ->
                                            texts.get(
                                                    "admin.bulk.start.together",
                                                    reach.stoppedTogether());
                                    case ALL -> texts.get("admin.bulk.start.all", reach.off());
                                },
                        which ->
                                switch (which) {
                                    case STOPPED_TOGETHER -> reach.stoppedTogether();
                                    case ALL -> reach.off();
                                },
                        which -> run("start", () -> acts.startAll(caller, which)))
                .open();
    }

    private void askStop() {
        Reach reach = acts.reach(caller);
        new BulkDialog<>(
                        "stop",
                        List.of(Way.values()),
                        way -> texts.get("admin.bulk.stop." + way.word()),
                        way -> reach.on(),
                        way ->
                                run(
                                        "stop",
                                        () ->
                                                switch (way) {
                                                    case BY_CONFIGURATION ->
                                                            acts.stopAll(caller, null);
                                                    case LEAVE ->
                                                            acts.stopAll(caller, StopPolicy.LEAVE);
                                                    case FLATTEN ->
                                                            acts.stopAll(
                                                                    caller, StopPolicy.FLATTEN);
                                                }))
                .open();
    }

    private void run(String name, IntSupplier act) {
        UI ui = UI.getCurrent();
        Toast.done(texts.get("admin.bulk." + name + ".begun"));
        Thread.ofVirtual()
                .name("bulk-" + name)
                .start(() -> {
                    try {
                        int done = act.getAsInt();
                        Live.update(
                                ui,
                                () -> {
                                    Toast.done(texts.get("admin.bulk." + name + ".done", done));
                                    acted.run();
                                });
                    } catch (RuntimeException e) {
                        LOG.warn("An act on all bots failed", e);
                        Live.update(ui, () -> Toast.refused(texts.get("admin.bulk.failed")));
                    }
                });
    }
}
