package io.sath.platform.secrets.store.vault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows Vault who the platform is. */
interface VaultLogin {
    /** What came of it. */
    sealed interface Outcome {
        /** A token, how long it lives, and whether it can be renewed. */
        record In(String token, Duration ttl, boolean renewable) implements Outcome {
            @Override
            public String toString() {
                return "In[masked, ttl=" + ttl + "]";
            }
        }

        /** Vault could not be asked; try again. */
        record Away(VaultAnswer.Away answer) implements Outcome {}

        /**
         * Vault said no, or what the platform would show is missing; {@code why} is a sentence for
         * an operator without any secret in it.
         */
        record Refused(String why, boolean alarm) implements Outcome {}
    }

    Outcome logIn();

    /** A token read from a Vault answer's {@code auth} part. */
    static Outcome from(VaultAnswer answer, String refusal) {
        return switch (answer) {
            case VaultAnswer.Ok(var body) -> {
                @Nullable String token = body.path("auth").path("client_token").asString("");
                yield token.isEmpty()
                        ? new Outcome.Refused(refusal, false)
                        : new Outcome.In(
                                token,
                                Duration.ofSeconds(
                                        body.path("auth").path("lease_duration").asLong(0)),
                                body.path("auth").path("renewable").asBoolean(false));
            }
            case VaultAnswer.Away away -> new Outcome.Away(away);
            case VaultAnswer.Nothing _,
                    VaultAnswer.Conflict _,
                    VaultAnswer.TokenDead _,
                    VaultAnswer.Refused _ ->
                    new Outcome.Refused(refusal, false);
        };
    }
}
