package io.sath.platform.secrets;

import io.sath.platform.database.Rate;
import io.sath.platform.database.RateLimits;
import io.sath.platform.database.Take;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.StepUpRule;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The exchange and AI keys of the tenants: what is known of them, and the one way in for values.
 *
 * <p>Whoever saves, deletes or tests is the tenant's owner, and not too often; who saves or deletes
 * has logged in at most 5 minutes ago. Else the {@link Problem} is forbidden, rate-limited or
 * step-up-required. Any member may list. Every call closes the {@link NewCredential} it is given,
 * whatever comes of it.
 */
@Service
public class Credentials {
    private static final Rate RATE = Rate.strict(30, Duration.ofMinutes(10));

    private final TenantScope scope;
    private final KeyRows rows;
    private final KeyKeeper keeper;
    private final KeyProbes probes;
    private final KeyPolicy policy;
    private final KeyHealth health;
    private final SecretStore store;
    private final RateLimits limits;
    private final Clock clock;

    Credentials(
            TenantScope scope,
            KeyRows rows,
            KeyKeeper keeper,
            KeyProbes probes,
            KeyPolicy policy,
            KeyHealth health,
            SecretStore store,
            RateLimits limits,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.keeper = keeper;
        this.probes = probes;
        this.policy = policy;
        this.health = health;
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    /** The tenant's keys of a kind, newest first. */
    public List<Credential> list(TenantId tenant, KeyService.Kind kind) {
        Instant now = clock.instant();
        return scope.call(tenant, () -> rows.list(tenant, kind)).stream()
                .map(row -> row.credential(now))
                .toList();
    }

    /** One of the tenant's keys. Joins a scope of the tenant that is under way. */
    public Optional<Credential> find(TenantId tenant, KeyId key) {
        Instant now = clock.instant();
        return shown(tenant, key).map(row -> row.credential(now));
    }

    /** Checks a key with its service and keeps it. */
    public SaveOutcome save(TenantId tenant, Caller by, NewCredential key) {
        try (key) {
            StepUpRule.check(allowed(tenant, by), clock.instant());
            return checked(
                    tenant,
                    key,
                    null,
                    (ready, state) -> keeper.add(tenant, by.userId(), ready, state));
        }
    }

    /**
     * As {@link #save}, in the place of a stored key of the same service, whose id, and whose
     * users, it takes over. The {@link Problem} is not-found where there is none.
     */
    public SaveOutcome replace(TenantId tenant, Caller by, KeyId old, NewCredential key) {
        try (key) {
            StepUpRule.check(allowed(tenant, by), clock.instant());
            KeyRow row = shown(tenant, old).orElseThrow(Problem::notFound);
            if (row.service() != key.service()) {
                return new SaveOutcome.Invalid(
                        List.of(
                                new FieldFault(
                                        key.service().kind() == KeyService.Kind.AI
                                                ? "provider"
                                                : "venue",
                                        "other-service",
                                        key.service().word(),
                                        Text.of(
                                                "secrets.field.same-service",
                                                row.service().word()))));
            }
            if (row.phase() == Phase.REVOKING) {
                return new SaveOutcome.Unavailable(Text.of("secrets.being-erased"));
            }
            return checked(
                    tenant,
                    key,
                    old,
                    (ready, state) -> keeper.replace(by.userId(), row, ready, state));
        }
    }

    /**
     * Erases a key's value and forgets it. {@link Problem}: key-in-use by a bot that is wanted on,
     * not-found, unavailable.
     */
    public void delete(TenantId tenant, Caller by, KeyId key) {
        StepUpRule.check(allowed(tenant, by), clock.instant());
        keeper.delete(tenant, by.userId(), key);
    }

    /**
     * Asks a key's service about it; nothing is kept, and it needs no label. One that {@link #save}
     * would refuse is refused here too. The {@link Problem} invalid names fields that are wrong.
     */
    public Probed test(TenantId tenant, Caller by, NewCredential unsaved) {
        try (unsaved) {
            allowed(tenant, by);
            List<FieldFault> faults = KeyFields.faults(unsaved);
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
            try (NewCredential ready = KeyFields.usual(unsaved)) {
                return policy.judged(ready.service(), probes.probe(ready));
            }
        }
    }

    /** Begins a check of a stored key; the result follows in its status. */
    public Credential test(TenantId tenant, Caller by, KeyId key) {
        allowed(tenant, by);
        KeyRow row = shown(tenant, key).orElseThrow(Problem::notFound);
        if (row.phase() != Phase.LIVE) {
            throw Problem.of(ProblemCode.KEY_MISSING, Text.of("secrets.revoked"));
        }
        health.begin(row);
        return find(tenant, key).orElseThrow(Problem::notFound);
    }

    /** Whether the platform could read values back: with the embedded store it could. */
    public boolean readableByPlatform() {
        return store.readableByPlatform();
    }

    /** The addresses that bots call from, to be entered where a key is restricted to addresses. */
    public List<String> egressAddresses() {
        return policy.egressAddresses();
    }

    private Optional<KeyRow> shown(TenantId tenant, KeyId key) {
        return scope.call(tenant, () -> rows.find(tenant, key)).filter(row -> row.phase().shown());
    }

    /** Keeps a key that passed. */
    private interface Keep {
        SaveOutcome keep(NewCredential ready, KeyState state);
    }

    private SaveOutcome checked(
            TenantId tenant, NewCredential key, @Nullable KeyId old, Keep keep) {
        List<FieldFault> faults = new ArrayList<>(KeyFields.labelFaults(key.label().strip()));
        faults.addAll(KeyFields.faults(key));
        if (faults.isEmpty()
                && scope.call(
                        tenant,
                        () -> rows.labelTaken(tenant, key.service(), key.label().strip(), old))) {
            faults.add(KeyFields.labelTaken(key.label().strip()));
        }
        if (!faults.isEmpty()) {
            return new SaveOutcome.Invalid(faults);
        }
        if (store.health() instanceof SecretStore.Health.Closed) {
            return new SaveOutcome.Unavailable(Text.of("secrets.unavailable"));
        }
        try (NewCredential ready = KeyFields.usual(key)) {
            if (ready.skipCheck()) {
                return keep.keep(ready, state(ready, null));
            }
            return switch (policy.judged(ready.service(), probes.probe(ready))) {
                case Probed.Accepted(KeyFacts facts) -> keep.keep(ready, state(ready, facts));
                case Probed.Refused(Text reason) -> new SaveOutcome.Refused(reason);
                case Probed.Unreachable(Text reason) -> new SaveOutcome.Unreachable(reason);
            };
        }
    }

    /** What is known of it; null: nothing was told. */
    private KeyState state(NewCredential key, @Nullable KeyFacts facts) {
        return new KeyState(
                key.label(),
                KeyFields.last4(key.fields()),
                key.algorithm(),
                KeyFields.fingerprint(key.service(), key.fields()),
                facts == null ? Set.of() : facts.rights(),
                facts == null ? null : facts.ipRestricted(),
                facts == null ? List.of() : facts.warnings(),
                facts == null ? null : clock.instant(),
                facts == null ? null : facts.tradeUntil());
    }

    private Caller allowed(TenantId tenant, Caller by) {
        if (!by.tenantId().equals(tenant) || !by.has(Role.OWNER)) {
            throw Problem.forbidden();
        }
        return switch (limits.tryTake("keys:" + tenant, RATE)) {
            case Take.Taken ignored -> by;
            case Take.Refused(Duration retryAfter) -> throw Problem.rateLimited(retryAfter);
        };
    }
}
