package io.sath.platform.secrets;

import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What a key must not be able to do, and what its owner is warned of. */
@Component
class KeyPolicy {
    static final String NO_IP_RESTRICTION = "no-ip-restriction";
    static final String NO_TRADE_RIGHT = "no-trade-right";

    /** Its service could not be asked when that was last tried. */
    static final String NOT_CHECKED = "not-checked";

    private static final Duration SOON = Duration.ofDays(14);

    /** Exchanges refuse orders whose time is off by more. */
    private static final Duration SKEW = Duration.ofSeconds(1);

    private final List<String> egressAddresses;
    private final Clock clock;

    KeyPolicy(@Value("${sath.egress-addresses:}") List<String> egressAddresses, Clock clock) {
        this.egressAddresses = List.copyOf(egressAddresses);
        this.clock = clock;
    }

    List<String> egressAddresses() {
        return egressAddresses;
    }

    /** What a service said of a key that is not kept yet, as it counts here. */
    Probed judged(KeyService service, Probed probed) {
        return switch (probed) {
            case Probed.Accepted(KeyFacts facts) when facts.rights().contains(KeyRight.WITHDRAW) ->
                    new Probed.Refused(Text.of("secrets.refused.withdraw"));
            case Probed.Accepted(KeyFacts facts) ->
                    new Probed.Accepted(
                            new KeyFacts(
                                    facts.rights(),
                                    facts.ipRestricted(),
                                    facts.tradeUntil(),
                                    facts.clockSkew(),
                                    warnings(service, facts)));
            case Probed.Refused refused -> refused;
            case Probed.Unreachable unreachable -> unreachable;
        };
    }

    /** A stored key after its service was asked about it again. */
    KeyState after(KeyService service, KeyState before, Probed probed) {
        Instant now = clock.instant();
        return switch (probed) {
            case Probed.Accepted(KeyFacts facts) -> {
                List<KeyWarning> news = new ArrayList<>(warnings(service, facts));
                if (facts.rights().contains(KeyRight.WITHDRAW)) {
                    news.addFirst(warning(KeyTrouble.WITHDRAW_RIGHT));
                }
                yield before.told(
                        facts.rights(), facts.ipRestricted(), news, now, facts.tradeUntil());
            }
            case Probed.Refused(Text reason) ->
                    before.told(
                            Set.of(),
                            before.ipRestricted(),
                            List.of(new KeyWarning(KeyTrouble.KEY_DEAD, reason)),
                            now,
                            null);
            case Probed.Unreachable(Text reason) -> unchecked(before, reason);
        };
    }

    /** A stored key of which nothing could be learnt: what is known of it stays. */
    static KeyState unchecked(KeyState before, Text reason) {
        List<KeyWarning> news = new ArrayList<>(before.warnings());
        news.removeIf(warning -> warning.code().equals(NOT_CHECKED));
        news.add(new KeyWarning(NOT_CHECKED, reason));
        return before.warned(news);
    }

    /** A key that an operator revoked. */
    static KeyState revoked(KeyState before) {
        return before.told(
                Set.of(), null, List.of(warning(KeyTrouble.REVOKED_BY_OPERATOR)), null, null);
    }

    private List<KeyWarning> warnings(KeyService service, KeyFacts facts) {
        List<KeyWarning> warnings = new ArrayList<>(facts.warnings());
        if (service.kind() == KeyService.Kind.EXCHANGE
                && !facts.rights().contains(KeyRight.TRADE)) {
            warnings.add(warning(NO_TRADE_RIGHT));
        }
        if (Boolean.FALSE.equals(facts.ipRestricted())) {
            warnings.add(
                    egressAddresses.isEmpty()
                            ? warning(NO_IP_RESTRICTION)
                            : new KeyWarning(
                                    NO_IP_RESTRICTION,
                                    Text.of(
                                            "secrets.warning.no-ip-restriction.to",
                                            String.join(", ", egressAddresses))));
        }
        warnings.addAll(ending(facts.tradeUntil()));
        Duration skew = facts.clockSkew();
        if (skew != null && skew.abs().compareTo(SKEW) > 0) {
            warnings.add(
                    new KeyWarning(
                            KeyTrouble.CLOCK_SKEW,
                            Text.of("secrets.warning.clock-skew", skew.abs().toMillis())));
        }
        return warnings;
    }

    private List<KeyWarning> ending(@Nullable Instant tradeUntil) {
        return tradeUntil == null || tradeUntil.isAfter(clock.instant().plus(SOON))
                ? List.of()
                : List.of(
                        new KeyWarning(
                                KeyTrouble.TRADE_RIGHT_ENDS,
                                Text.of(
                                        "secrets.warning.trade-right-ends",
                                        tradeUntil
                                                .atZone(ZoneOffset.UTC)
                                                .toLocalDate()
                                                .toString())));
    }

    private static KeyWarning warning(String code) {
        return new KeyWarning(code, Text.of("secrets.warning." + code));
    }
}
