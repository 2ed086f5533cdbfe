package io.sath.platform.account;

import io.sath.platform.shared.FieldFault;
import java.time.Duration;
import java.util.List;

/** What came of what a person asked {@link Accounts} or {@link LogIns} for. */
public sealed interface Outcome {
    /** Of a sign-up. */
    sealed interface SignUp extends Outcome {}

    /** Of confirming an e-mail. */
    sealed interface Verification extends Outcome {}

    /** Of asking for a new password. */
    sealed interface Forgotten extends Outcome {}

    /** Of setting a new password by a mailed token. */
    sealed interface NewPassword extends Outcome {}

    /** Of changing one's profile. */
    sealed interface ProfileChange extends Outcome {}

    /** It is taken; whether the e-mail was known is never told, a mail says how to go on. */
    record Accepted() implements SignUp, Forgotten {}

    /** It is done. */
    record Done() implements Verification, NewPassword {}

    /** The profile as it is now. */
    record Saved(Profile profile) implements ProfileChange {}

    /** The mailed token is unknown, used or expired. */
    record TokenInvalid() implements Verification, NewPassword {}

    /** Some values are not right; nothing was changed. */
    record Invalid(List<FieldFault> faults)
            implements SignUp, Forgotten, NewPassword, ProfileChange {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /** Too many attempts from this address or for this e-mail; nothing was changed. */
    record TooMany(Duration retryAfter) implements SignUp, Verification, Forgotten, NewPassword {}
}
