package io.sath.platform.ui;

import com.vaadin.flow.component.Component;
import io.sath.platform.shared.Caller;
import java.util.Optional;

/**
 * SPI: what a feature keeps in the bar above every page, made once a layout; each is a bean.
 *
 * <p>Parts are put in order of {@link #order()}, those on the left before those on the right. A
 * part that shows live data subscribes when it is attached and stops when it is detached.
 */
public interface TopBarPart {
    /** Where it stands. */
    enum Side {
        LEFT,
        RIGHT
    }

    Side side();

    int order();

    /** The part for this caller, or nothing where they have no use for it. */
    Optional<Component> create(Caller caller, ModeStrip strip);
}
