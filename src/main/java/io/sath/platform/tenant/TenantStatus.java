package io.sath.platform.tenant;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a tenant stands.
 *
 * <pre>
 * TRIAL ── e-mail verified ──▶ ACTIVE ◀── operator ──▶ SUSPENDED
 *   any ── deleted or operator ──▶ EXPIRED
 * </pre>
 */
public enum TenantStatus {
    /** Signed up; the e-mail is not verified yet. */
    TRIAL,
    /** At work. */
    ACTIVE,
    /** Held by an operator: nothing that raises exposure is opened. */
    SUSPENDED,
    /** Deleted softly. */
    EXPIRED;

    /** Its word in the API, for example {@code active}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of a word; empty for any other text. */
    public static Optional<TenantStatus> of(String word) {
        return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
    }
}
