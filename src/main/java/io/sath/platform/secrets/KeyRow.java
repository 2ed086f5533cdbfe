package io.sath.platform.secrets;

import io.sath.platform.secrets.Credential.Status;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key as the table has it.
 *
 * @param version of its value in the secret store; 0: there is none
 * @param pending what it will be once its new value is kept; null: nothing is under way
 * @param dueAt from when on the sweep finishes what was begun; null: nothing was
 * @param checkingSince null: its service is not being asked
 */
record KeyRow(
        TenantId tenant,
        KeyId id,
        KeyService service,
        Phase phase,
        int version,
        KeyState state,
        @Nullable KeyState pending,
        @Nullable Instant dueAt,
        @Nullable Instant checkingSince,
        @Nullable Instant usedAt,
        Instant createdAt) {
    /** A check that takes longer was cut off. */
    static final Duration CHECK_TAKES = Duration.ofMinutes(2);

    /**
     * How far it is. The first and the third claim a place in the secret store: whatever cuts the
     * work off, the sweep finds them and clears the place.
     */
    enum Phase {
        /** Its value is being kept. */
        SAVING,
        /** Its value is kept. */
        LIVE,
        /** Its value is being erased, then it goes. */
        ERASING,
        /** An operator revoked it: its value is to be erased. */
        REVOKING,
        /** Revoked, and its value is gone; it waits for another one. */
        REVOKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether people see it. */
        boolean shown() {
            return switch (this) {
                case LIVE, REVOKING, REVOKED -> true;
                case SAVING, ERASING -> false;
            };
        }
    }

    /** It as people see it at a moment. */
    Credential credential(Instant now) {
        return new Credential(
                id,
                service,
                state.label(),
                state.last4(),
                state.algorithm(),
                state.rights(),
                state.ipRestricted(),
                state.warnings(),
                status(now),
                state.checkedAt(),
                createdAt,
                state.tradeUntil(),
                usedAt);
    }

    private Status status(Instant now) {
        if (isChecking(now)) {
            return Status.CHECKING;
        }
        if (Credential.fault(state.warnings()).isPresent()) {
            return Status.FAILED;
        }
        return state.checkedAt() == null ? Status.UNVERIFIED : Status.OK;
    }

    boolean isChecking(Instant now) {
        return checkingSince != null && checkingSince.plus(CHECK_TAKES).isAfter(now);
    }
}
