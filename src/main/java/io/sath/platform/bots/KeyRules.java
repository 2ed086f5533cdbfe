package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Venue;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyTrouble;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.StepUpRule;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which keys a configuration may name, and which may trade with real money. */
@Component
class KeyRules {
    private final Credentials credentials;
    private final Clock clock;

    KeyRules(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** What is wrong with the key that a configuration names; empty: nothing is. */
    Optional<SaveResult> refusal(TenantId tenant, BotConfig config) {
        UUID id = config.keyId();
        Optional<Credential> key =
                Optional.ofNullable(id).flatMap(one -> credentials.find(tenant, new KeyId(one)));
        if (id != null) {
            if (key.isEmpty()) {
                return invalid("unknown-key", id, Text.of("bots.fault.key"));
            }
            KeyService service = key.get().service();
            if (!fits(service, config.venue())) {
                return invalid(
                        "other-venue",
                        id,
                        Text.of("bots.fault.key-venue", service.word(), config.venue().word()));
            }
        }
        if (config.mode() != Mode.LIVE) {
            return Optional.empty();
        }
        if (key.isPresent()
                && key.get().verified()
                && key.get().fault().isEmpty()
                && !key.get().rights().contains(KeyRight.TRADE)) {
            return invalid("no-trade-right", key.get().id(), Text.of("bots.fault.key-right"));
        }
        return live(key).map(problem -> new SaveResult.Refused(problem.code(), problem.detail()));
    }

    private static Optional<SaveResult> invalid(String code, Object id, Text message) {
        return Optional.of(
                new SaveResult.Invalid(
                        List.of(new FieldFault("keyId", code, id.toString(), message))));
    }

    /** Recorded data asks for no key; whichever is named there waits for another venue. */
    private static boolean fits(KeyService service, Venue venue) {
        return switch (venue) {
            case REPLAY -> service.kind() == KeyService.Kind.EXCHANGE;
            case BINANCE -> service == KeyService.BINANCE;
            case BINANCE_TESTNET -> service == KeyService.BINANCE_TESTNET;
            case POLYMARKET -> service == KeyService.POLYMARKET;
        };
    }

    /** Why a bot cannot be switched on with its keys; empty: it can. */
    Optional<Problem> againstStart(TenantId tenant, BotConfig config) {
        for (KeyId id : config.keys()) {
            Optional<Credential> key = credentials.find(tenant, id);
            if (key.isEmpty() || isRevoked(key.get())) {
                return Optional.of(
                        Problem.of(ProblemCode.KEY_MISSING, Text.of("bots.start.key-missing")));
            }
        }
        return liveProblem(tenant, config);
    }

    /** The code of the reason why a live bot may open nothing; null: its key is in order. */
    @Nullable String againstEntries(TenantId tenant, BotConfig config) {
        return liveProblem(tenant, config).map(problem -> problem.code().word()).orElse(null);
    }

    private Optional<Problem> liveProblem(TenantId tenant, BotConfig config) {
        return config.mode() != Mode.LIVE
                ? Optional.empty()
                : live(
                        config.keyId() == null
                                ? Optional.empty()
                                : credentials.find(tenant, new KeyId(config.keyId())));
    }

    private static Optional<Problem> live(Optional<Credential> named) {
        if (named.isEmpty() || isRevoked(named.get())) {
            return Optional.of(
                    Problem.of(ProblemCode.KEY_MISSING, Text.of("bots.live.key-missing")));
        }
        Optional<KeyWarning> fault = named.get().fault();
        if (fault.isPresent()) {
            return Optional.of(Problem.of(ProblemCode.KEY_REFUSED, fault.get().message()));
        }
        return named.get().verified()
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                ProblemCode.KEY_UNVERIFIED, Text.of("bots.live.key-unverified")));
    }

    private static boolean isRevoked(Credential key) {
        return key.fault()
                .filter(fault -> Objects.equals(fault.code(), KeyTrouble.REVOKED_BY_OPERATOR))
                .isPresent();
    }

    /** Whether an operator revoked the key. */
    boolean isRevoked(TenantId tenant, KeyId key) {
        return credentials.find(tenant, key).filter(KeyRules::isRevoked).isPresent();
    }

    /**
     * Why this person cannot choose real money now. It takes a fresh log-in with a second factor,
     * and nobody can have enrolled one yet: so nobody trades live yet.
     */
    Optional<SaveResult> againstLive(Caller by, BotConfig config) {
        if (config.mode() != Mode.LIVE) {
            return Optional.empty();
        }
        return Optional.of(
                new SaveResult.Refused(
                        ProblemCode.STEP_UP_REQUIRED,
                        StepUpRule.isFresh(by, clock.instant())
                                ? Text.of("bots.live.second-factor")
                                : Text.of("bots.live.step-up")));
    }
}
