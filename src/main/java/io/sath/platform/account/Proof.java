package io.sath.platform.account;

import io.sath.platform.shared.Caller;
import java.time.Duration;

/** What came of proving again who one is. */
public sealed interface Proof {
    /** They are; the log-in counts as made now. */
    record Done(Caller caller) implements Proof {}

    /** The password is wrong. */
    record Wrong() implements Proof {}

    /** Too many failed attempts from this address or for this e-mail. */
    record TooMany(Duration retryAfter) implements Proof {}

    /** The log-in was ended or is over. */
    record Over() implements Proof {}
}
