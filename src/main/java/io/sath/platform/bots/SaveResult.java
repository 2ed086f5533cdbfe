package io.sath.platform.bots;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.LimitFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.util.List;

/** What became of a configuration that was to be saved. */
public sealed interface SaveResult {
    /** It is saved, or was the same already; {@code config} has its revision. */
    record Saved(BotConfig config) implements SaveResult {}

    /** Nothing was saved: someone saved {@code current} meanwhile. */
    record Stale(BotConfig current) implements SaveResult {}

    /** Nothing was saved: these fields are wrong. */
    record Invalid(List<FieldFault> faults) implements SaveResult {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Nothing was saved: the plan does not reach this far. {@code field} is the path of the field.
     */
    record OverLimit(String field, Text detail, LimitFault limit) implements SaveResult {}

    /** Nothing was saved: its key, or the person's log-in, does not allow it yet. */
    record Refused(ProblemCode code, Text detail) implements SaveResult {}

    /** The saved configuration; throws the {@link Problem} that says why there is none. */
    default BotConfig orThrow() {
        return switch (this) {
            case Saved(BotConfig config) -> config;
            case Stale(BotConfig current) ->
                    throw Problem.of(
                            ProblemCode.REVISION_STALE,
                            Text.of("bots.revision-stale", current.revision()));
            case Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case OverLimit(String ignored, Text detail, LimitFault limit) ->
                    throw Problem.planLimit(detail, limit);
            case Refused(ProblemCode code, Text detail) -> throw Problem.of(code, detail);
        };
    }
}
