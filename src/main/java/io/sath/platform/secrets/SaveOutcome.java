package io.sath.platform.secrets;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.util.List;

/** What became of a key that was to be saved. In all but {@link Saved} nothing was kept. */
public sealed interface SaveOutcome {
    /** It is kept. */
    record Saved(Credential credential) implements SaveOutcome {}

    /** Its service refuses it, or it may do more than a key here is allowed to. */
    record Refused(Text reason) implements SaveOutcome {}

    /**
     * Its service could not be asked; the same again with {@code skipCheck} saves it unverified.
     */
    record Unreachable(Text reason) implements SaveOutcome {}

    /** These fields are wrong; none of the faults holds a value. */
    record Invalid(List<FieldFault> faults) implements SaveOutcome {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /** The secret store does not serve. */
    record Unavailable(Text reason) implements SaveOutcome {}

    /** The saved key; throws the {@link Problem} that says why there is none. */
    default Credential orThrow() {
        return switch (this) {
            case Saved(Credential credential) -> credential;
            case Refused(Text reason) -> throw Problem.of(ProblemCode.KEY_REFUSED, reason);
            case Unreachable(Text reason) -> throw Problem.of(ProblemCode.UPSTREAM, reason);
            case Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case Unavailable(Text reason) -> throw Problem.of(ProblemCode.UNAVAILABLE, reason);
        };
    }
}
