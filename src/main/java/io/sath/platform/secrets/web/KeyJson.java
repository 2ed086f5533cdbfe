package io.sath.platform.secrets.web;

import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys as {@code api.md} shows them. */
final class KeyJson {
    private KeyJson() {}

    record Warning(String code, String message) {}

    record Exchange(
            UUID id,
            KeyService venue,
            String label,
            String last4,
            @Nullable KeyAlgorithm algorithm,
            List<KeyRight> rights,
            @Nullable Boolean ipRestricted,
            List<Warning> warnings,
            Credential.Status status,
            @Nullable Instant checkedAt,
            Instant createdAt) {}

    record Ai(
            UUID id,
            KeyService provider,
            String label,
            String last4,
            @Nullable KeyAlgorithm algorithm,
            List<KeyRight> rights,
            @Nullable Boolean ipRestricted,
            List<Warning> warnings,
            Credential.Status status,
            @Nullable Instant checkedAt,
            Instant createdAt) {}

    record Tested(
            boolean ok,
            List<KeyRight> rights,
            @Nullable Boolean ipRestricted,
            List<Warning> warnings,
            @Nullable String problem) {}

    /** How a new exchange key is written; it is read by {@link KeyBody}. */
    record NewExchange(
            String venue,
            String label,
            @Nullable String apiKey,
            @Nullable String apiSecret,
            @Nullable String passphrase,
            @Nullable String walletKey,
            @Nullable String algorithm,
            @Nullable Boolean skipCheck) {}

    /** How a new AI key is written; it is read by {@link KeyBody}. */
    record NewAi(String provider, String label, String apiKey, @Nullable Boolean skipCheck) {}

    /** How a test is asked for: one of the three; it is read by {@link KeyBody}. */
    record Test(@Nullable UUID keyId, @Nullable NewExchange exchange, @Nullable NewAi ai) {}

    static Object of(Credential key, Locale locale) {
        return switch (key.service().kind()) {
            case EXCHANGE -> exchange(key, locale);
            case AI -> ai(key, locale);
        };
    }

    static Exchange exchange(Credential key, Locale locale) {
        return new Exchange(
                key.id().value(),
                key.service(),
                key.label(),
                key.last4(),
                key.algorithm(),
                rights(key.rights()),
                key.ipRestricted(),
                warnings(key.warnings(), locale),
                key.status(),
                key.checkedAt(),
                key.createdAt());
    }

    static Ai ai(Credential key, Locale locale) {
        return new Ai(
                key.id().value(),
                key.service(),
                key.label(),
                key.last4(),
                key.algorithm(),
                rights(key.rights()),
                key.ipRestricted(),
                warnings(key.warnings(), locale),
                key.status(),
                key.checkedAt(),
                key.createdAt());
    }

    static Tested tested(Probed probed, Locale locale) {
        return switch (probed) {
            case Probed.Accepted(KeyFacts facts) ->
                    new Tested(
                            true,
                            rights(facts.rights()),
                            facts.ipRestricted(),
                            warnings(facts.warnings(), locale),
                            null);
            case Probed.Refused(Text reason) ->
                    new Tested(false, List.of(), null, List.of(), reason.in(locale));
            case Probed.Unreachable(Text reason) ->
                    new Tested(false, List.of(), null, List.of(), reason.in(locale));
        };
    }

    private static List<KeyRight> rights(Set<KeyRight> rights) {
        return rights.stream().sorted().toList();
    }

    private static List<Warning> warnings(List<KeyWarning> warnings, Locale locale) {
        return warnings.stream()
                .map(warning -> new Warning(warning.code(), warning.message().in(locale)))
                .toList();
    }
}
