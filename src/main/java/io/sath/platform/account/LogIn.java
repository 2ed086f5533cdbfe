package io.sath.platform.account;

import io.sath.platform.shared.Caller;
import java.time.Duration;

/** What came of a log-in. */
public sealed interface LogIn {
    /** The person is who they say, and acts in one of their workspaces. */
    record Done(Caller caller) implements LogIn {}

    /** Unknown e-mail, wrong password or a closed account: which, is never told. */
    record WrongCredentials() implements LogIn {}

    /** The password is right, but the e-mail is not confirmed. */
    record NotVerified() implements LogIn {}

    /** The password is right, but the workspace asked for is none of theirs. */
    record NoSuchTenant() implements LogIn {}

    /** Too many failed attempts from this address or for this e-mail. */
    record TooMany(Duration retryAfter) implements LogIn {}
}
