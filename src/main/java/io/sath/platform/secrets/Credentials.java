package io.sath.platform.secrets;

import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * The exchange and AI keys of the tenants: what is known of them, and the one way in for values.
 *
 * <p>Whoever saves, deletes or tests is the tenant's owner and logged in at most 5 minutes ago;
 * else the {@link Problem} is forbidden or step-up-required. Any member may list. Every call closes
 * the {@link NewCredential} it is given, whatever comes of it.
 */
@Service
public class Credentials {
    private final SecretStore store;
    private final List<String> egressAddresses;

    Credentials(
            SecretStore store, @Value("${sath.egress-addresses:}") List<String> egressAddresses) {
        this.store = store;
        this.egressAddresses = List.copyOf(egressAddresses);
    }

    /** The tenant's keys of a kind, newest first. */
    public List<Credential> list(TenantId tenant, KeyService.Kind kind) {
        return List.of();
    }

    /** One of the tenant's keys. */
    public Optional<Credential> find(TenantId tenant, KeyId key) {
        return Optional.empty();
    }

    /** Checks a key with its service and keeps it. */
    public SaveOutcome save(TenantId tenant, Caller by, NewCredential key) {
        throw away();
    }

    /** As {@link #save}, in the place of a stored key, whose id, and whose users, it takes over. */
    public SaveOutcome replace(TenantId tenant, Caller by, KeyId old, NewCredential key) {
        throw away();
    }

    /**
     * Erases a key's value and forgets it. {@link Problem}: key-in-use by a bot that is wanted on,
     * not-found, unavailable.
     */
    public void delete(TenantId tenant, Caller by, KeyId key) {
        throw away();
    }

    /** Asks a key's service about it; nothing is kept. */
    public Probed test(TenantId tenant, Caller by, NewCredential unsaved) {
        throw away();
    }

    /** Begins a check of a stored key; the result follows in its status. */
    public Credential test(TenantId tenant, Caller by, KeyId key) {
        throw away();
    }

    /** Whether the platform could read values back: with the embedded store it could. */
    public boolean readableByPlatform() {
        return store.readableByPlatform();
    }

    /** The addresses that bots call from, to be entered where a key is restricted to addresses. */
    public List<String> egressAddresses() {
        return egressAddresses;
    }

    private static Problem away() {
        return Problem.of(ProblemCode.UNAVAILABLE, Text.of("problem.unavailable"));
    }
}
