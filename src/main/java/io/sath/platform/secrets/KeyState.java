package io.sath.platform.secrets;

import io.sath.platform.shared.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key beside its value, as the table has it.
 *
 * @param fingerprint of the value, which it does not tell: equal values have the same
 * @param checkedAt when its service last told about this value; null: never
 */
record KeyState(
        String label,
        String last4,
        @Nullable KeyAlgorithm algorithm,
        String fingerprint,
        Set<KeyRight> rights,
        @Nullable Boolean ipRestricted,
        List<KeyWarning> warnings,
        @Nullable Instant checkedAt,
        @Nullable Instant tradeUntil) {
    KeyState {
        rights = Set.copyOf(rights);
        warnings = warnings.stream().map(KeyState::plain).toList();
    }

    /** It is kept as JSON, where a value is a text or a number. */
    private static KeyWarning plain(KeyWarning warning) {
        Object[] values =
                warning.message().values().stream()
                        .map(value -> value instanceof Number ? value : String.valueOf(value))
                        .toArray();
        return new KeyWarning(warning.code(), Text.of(warning.message().key(), values));
    }

    Optional<KeyWarning> warning(String code) {
        return warnings.stream().filter(warning -> warning.code().equals(code)).findFirst();
    }

    /** The same key, of which this was told. */
    KeyState told(
            Set<KeyRight> now,
            @Nullable Boolean restricted,
            List<KeyWarning> news,
            @Nullable Instant at,
            @Nullable Instant until) {
        return new KeyState(label, last4, algorithm, fingerprint, now, restricted, news, at, until);
    }

    /** The same key under another name. */
    KeyState labelled(String name) {
        return new KeyState(
                name,
                last4,
                algorithm,
                fingerprint,
                rights,
                ipRestricted,
                warnings,
                checkedAt,
                tradeUntil);
    }

    /** The same key with other warnings. */
    KeyState warned(List<KeyWarning> news) {
        return told(rights, ipRestricted, news, checkedAt, tradeUntil);
    }
}
