package io.sath.platform.secrets;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored key; its value is not among it. Times are UTC.
 *
 * @param last4 the end of its value; empty where that is short
 * @param algorithm null where the service has only one
 * @param rights as the service told them last; empty while unverified
 * @param ipRestricted null where the service does not tell
 * @param checkedAt when the service last told about it; null: never
 * @param tradeUntil when the right to trade ends; null: never, or not told
 * @param usedAt when it was last delivered to the bot; null: never
 */
public record Credential(
        KeyId id,
        KeyService service,
        String label,
        String last4,
        @Nullable KeyAlgorithm algorithm,
        Set<KeyRight> rights,
        @Nullable Boolean ipRestricted,
        List<KeyWarning> warnings,
        Status status,
        @Nullable Instant checkedAt,
        Instant createdAt,
        @Nullable Instant tradeUntil,
        @Nullable Instant usedAt) {
    private static final Set<String> FAULTS =
            Set.of(KeyTrouble.WITHDRAW_RIGHT, KeyTrouble.KEY_DEAD, KeyTrouble.REVOKED_BY_OPERATOR);

    public Credential {
        rights = Set.copyOf(rights);
        warnings = List.copyOf(warnings);
    }

    /** How far it can be relied on. */
    public enum Status {
        /** Its service knows it. */
        OK,
        /** It was saved without asking its service: it cannot trade live. */
        UNVERIFIED,
        /** Its service is being asked. */
        CHECKING,
        /** It must not be used; {@link #fault} says why. */
        FAILED;

        /** Its word in JSON, for example {@code unverified}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why it must not be used; empty: nothing is known against it. Holds during a check too. */
    public Optional<KeyWarning> fault() {
        return fault(warnings);
    }

    static Optional<KeyWarning> fault(List<KeyWarning> warnings) {
        return warnings.stream().filter(warning -> FAULTS.contains(warning.code())).findFirst();
    }

    /** Whether its service was ever asked about the value that is stored now. */
    public boolean verified() {
        return checkedAt != null;
    }
}
