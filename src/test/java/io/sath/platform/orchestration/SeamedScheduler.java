package io.sath.platform.orchestration;

import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A scheduler on the way to which something may happen. */
final class SeamedScheduler implements WorkloadScheduler {
    private final WorkloadScheduler inner;
    private volatile Seam seam = (moment, bot) -> {};
    private volatile boolean hints = true;

    /** Called before and after each call; may throw or wait. */
    interface Seam {
        void at(Moment moment, @Nullable BotId bot);
    }

    enum Moment {
        BEFORE_APPLY,
        AFTER_APPLY,
        BEFORE_STOP,
        AFTER_STOP,
        BEFORE_PURGE,
        BEFORE_OBSERVE_ALL,
        AFTER_OBSERVE_ALL,
        BEFORE_OBSERVE,
        BEFORE_OUTPUT
    }

    SeamedScheduler(WorkloadScheduler inner) {
        this.inner = inner;
    }

    void at(Seam happens) {
        seam = happens;
    }

    /** Events are missed from now on. */
    void withoutHints() {
        hints = false;
    }

    @Override
    public void apply(Workload workload) {
        seam.at(Moment.BEFORE_APPLY, workload.bot());
        inner.apply(workload);
        seam.at(Moment.AFTER_APPLY, workload.bot());
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        seam.at(Moment.BEFORE_STOP, bot);
        inner.stop(bot, grace);
        seam.at(Moment.AFTER_STOP, bot);
    }

    @Override
    public Once runOnce(Workload once, Duration patience) throws InterruptedException {
        return inner.runOnce(once, patience);
    }

    @Override
    public void purge(BotId bot) {
        seam.at(Moment.BEFORE_PURGE, bot);
        inner.purge(bot);
    }

    @Override
    public void recover() {
        inner.recover();
    }

    @Override
    public Map<BotId, Observed> observe() {
        seam.at(Moment.BEFORE_OBSERVE_ALL, null);
        Map<BotId, Observed> all = inner.observe();
        seam.at(Moment.AFTER_OBSERVE_ALL, null);
        return all;
    }

    @Override
    public Observed observe(BotId bot) {
        seam.at(Moment.BEFORE_OBSERVE, bot);
        return inner.observe(bot);
    }

    @Override
    public List<Observed.Ended> ends(BotId bot) {
        return inner.ends(bot);
    }

    @Override
    public boolean clustered() {
        return inner.clustered();
    }

    @Override
    public Output output(BotId bot, String place) {
        seam.at(Moment.BEFORE_OUTPUT, bot);
        return inner.output(bot, place);
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        inner.onChange(bot -> {
            if (hints) {
                hint.accept(bot);
            }
        });
    }

    @Override
    public Optional<Nodes> nodes() {
        return inner.nodes();
    }

    @Override
    public long epoch() {
        return inner.epoch();
    }

    @Override
    public void rememberEpoch(long epoch) {
        inner.rememberEpoch(epoch);
    }
}
