package io.sath.platform.secrets.probe.provider;

import java.util.Locale;

/** Why no answer was heard. */
public enum Silence {
    /** Nobody listens there. */
    CLOSED,
    /** There is no such host. */
    UNKNOWN_HOST,
    /** The encrypted connection did not come about. */
    TLS,
    /** Nothing came in time. */
    LATE,
    /** More came than any answer may have. */
    TOO_LARGE,
    /** The connection broke. */
    BROKEN;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
