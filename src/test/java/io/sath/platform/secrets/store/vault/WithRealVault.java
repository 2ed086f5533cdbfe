package io.sath.platform.secrets.store.vault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Needs a real Vault or OpenBao; where none is at hand, the whole class counts as one skip. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithRealVault.AtHand.class)
public @interface WithRealVault {
    /** Starts the server, or finds the one that is named. */
    final class AtHand implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                return RealVault.find().isPresent()
                        ? ConditionEvaluationResult.enabled("a real server is at hand")
                        : ConditionEvaluationResult.disabled(
                                "no Vault at hand: set VAULT_ADDR and VAULT_TOKEN, or put bao or"
                                        + " vault on the PATH");
            } catch (Exception e) {
                throw new IllegalStateException("the real server could not be prepared", e);
            }
        }
    }
}
