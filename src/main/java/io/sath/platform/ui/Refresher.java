package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a part of a page fresh while it is shown: it reads outside the page's lock and shows inside
 * it, never two at once, at most once a pace.
 *
 * <p>It reads when something was {@link #hint hinted}, and at the latest after the longest age. A
 * reading that fails is logged and tried again; {@link #onFailure} lets the part say so. The work
 * of reading runs on a virtual thread without a principal: the tenant goes with it explicitly.
 */
public final class Refresher<T> implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("page-refresh").daemon().factory());

    private final transient Supplier<T> read;
    private final transient Consumer<T> show;
    private transient Consumer<RuntimeException> failed = failure -> {};
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final long longestNanos;
    private volatile long readAt;

    /**
     * @param owner the part; nothing is read while it is detached
     * @param pace the shortest time between two readings
     * @param longest the longest
     * @param read outside the page's lock
     * @param show inside it
     */
    public Refresher(
            Component owner, Duration pace, Duration longest, Supplier<T> read, Consumer<T> show) {
        this.read = read;
        this.show = show;
        longestNanos = longest.toNanos();
        owner.addAttachListener(attached -> {
            Registration ticking = start(attached.getUI(), pace);
            owner.addDetachListener(detached -> {
                detached.unregisterListener();
                ticking.remove();
            });
        });
    }

    /** What to do in the page when a reading failed. */
    public Refresher<T> onFailure(Consumer<RuntimeException> action) {
        failed = action;
        return this;
    }

    /** Something may have changed: reads again soon. May be called from any thread. */
    public void hint() {
        hinted.set(true);
    }

    /** Reads and shows at once; for a page that is being made, under its lock. */
    public void now() {
        readAt = System.nanoTime();
        show.accept(read.get());
    }

    private Registration start(UI ui, Duration pace) {
        Future<?> ticking =
                TIMER.scheduleAtFixedRate(
                        () -> tick(ui), pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
        return () -> ticking.cancel(false);
    }

    private void tick(UI ui) {
        boolean due = System.nanoTime() - readAt >= longestNanos;
        if ((hinted.get() || due) && reading.compareAndSet(false, true)) {
            hinted.set(false);
            readAt = System.nanoTime();
            Thread.ofVirtual().name("page-read").start(() -> refresh(ui));
        }
    }

    private void refresh(UI ui) {
        try {
            T fresh = read.get();
            Live.update(ui, () -> show.accept(fresh));
        } catch (RuntimeException failure) {
            LOG.warn("a part of a page could not be read: {}", failure.toString());
            LOG.debug("why", failure);
            Live.update(ui, () -> failed.accept(failure));
        } finally {
            reading.set(false);
        }
    }
}
