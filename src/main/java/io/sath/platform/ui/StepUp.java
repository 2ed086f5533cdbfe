package io.sath.platform.ui;

import io.sath.platform.shared.Caller;
import java.util.function.Consumer;

/**
 * SPI: asks a page's person to prove again who they are, before what is worth it: keys, live
 * trading, an operators' incident.
 *
 * <p>It is a convenience of pages: the services check {@link Caller#authenticatedAt} themselves.
 */
public interface StepUp {
    /**
     * Runs {@code then} within the page's lock, with a caller whose log-in is fresh: at once where
     * it is, else after a dialog in which the person proves who they are. Who goes back runs
     * nothing.
     */
    void require(Consumer<Caller> then);
}
