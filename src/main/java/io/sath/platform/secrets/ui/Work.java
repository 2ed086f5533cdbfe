package io.sath.platform.secrets.ui;

import com.vaadin.flow.component.UI;
import io.sath.platform.ui.Live;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work for a page that waits for other systems: outside the page's lock, its end inside it. */
final class Work {
    private Work() {}

    /**
     * Runs it on a virtual thread of its own.
     *
     * @param done with what came of it
     * @param failed where it threw; the page's error handler then tells the person why
     */
    static <T> void run(Supplier<T> work, Consumer<T> done, Runnable failed) {
        UI ui = UI.getCurrent();
        Thread.ofVirtual()
                .name("key-work")
                .start(() -> {
                    try {
                        T result = work.get();
                        Live.update(ui, () -> done.accept(result));
                    } catch (RuntimeException failure) {
                        Live.update(
                                ui,
                                () -> {
                                    failed.run();
                                    throw failure;
                                });
                    }
                });
    }
}
