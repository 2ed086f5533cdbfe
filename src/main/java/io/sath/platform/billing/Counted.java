package io.sath.platform.billing;

import io.sath.platform.shared.LimitFault;

/** What became of an amount that was to be counted. */
public sealed interface Counted {
    /** It is counted, and within the limit. */
    record Accepted(long used) implements Counted {}

    /** Nothing was counted. */
    record Refused(LimitFault limit) implements Counted {}
}
