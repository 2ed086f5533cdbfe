package io.sath.platform.ui;

import io.sath.platform.shared.Uuids;
import java.time.Clock;
import org.slf4j.MDC;

/** The id under which support finds what happened in the log. */
final class RequestIds {
    private RequestIds() {}

    /** The request's own id where the platform gave it one, else a new one. */
    static String current() {
        String id = MDC.get("requestId");
        return id == null ? Uuids.timeOrdered(Clock.systemUTC().instant()).toString() : id;
    }
}
