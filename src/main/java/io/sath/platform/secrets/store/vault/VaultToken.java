package io.sath.platform.secrets.store.vault;

import io.sath.platform.secrets.store.SecretStore.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's own token: logged in when needed, renewed at two thirds of its life, and replaced
 * by a new log-in when it is dead.
 *
 * <pre>
 *   none ──log in──▶ alive ──⅔ of ttl ± jitter──▶ renewed ─▶ alive
 *     ▲                │ 403 "permission denied" (not by policy)
 *     └────────────────┘
 * </pre>
 *
 * <p>The token is handed to one call at a time as an argument and is in no text of this class.
 */
final class VaultToken {
    private static final Logger LOG = LoggerFactory.getLogger(VaultToken.class);

    private final VaultLogin login;
    private final VaultHttp http;
    private final Clock clock;
    private final DoubleSupplier jitter;
    private final AtomicReference<@Nullable CompletableFuture<VaultLogin.Outcome>> underWay =
            new AtomicReference<>();
    private VaultLogin.Outcome.@Nullable In alive;
    private Instant renewAt = Instant.MAX;

    /**
     * @param jitter 0 to 1, so that many replicas do not renew at once
     */
    VaultToken(VaultLogin login, VaultHttp http, Clock clock, DoubleSupplier jitter) {
        this.login = login;
        this.http = http;
        this.clock = clock;
        this.jitter = jitter;
    }

    /**
     * Does {@code call} with a live token; logs in once more if Vault says that the token is dead.
     */
    VaultAnswer with(Function<String, VaultAnswer> call) {
        VaultLogin.Outcome.In held = held();
        if (held == null) {
            return logInAnd(call);
        }
        VaultAnswer answer = call.apply(held.token());
        if (answer instanceof VaultAnswer.TokenDead) {
            forget(held);
            return logInAnd(call);
        }
        return answer;
    }

    /**
     * Renews when it is time; called every few seconds. A failure is tried again at the next call.
     */
    void renewWhenDue() {
        VaultLogin.Outcome.In held = held();
        if (held == null || !held.renewable() || clock.instant().isBefore(renewAt)) {
            return;
        }
        VaultAnswer answer = http.post("auth/token/renew-self", held.token(), Map.of());
        switch (answer) {
            case VaultAnswer.Ok(var body) ->
                    hold(
                            new VaultLogin.Outcome.In(
                                    held.token(),
                                    Duration.ofSeconds(
                                            body.path("auth").path("lease_duration").asLong(0)),
                                    true));
            case VaultAnswer.TokenDead _ -> forget(held);
            case VaultAnswer.Away(Outage outage) ->
                    LOG.warn("Vault token not renewed, will try again: {}", outage);
            case VaultAnswer.Nothing _, VaultAnswer.Conflict _, VaultAnswer.Refused _ ->
                    LOG.warn(
                            "Vault refuses to renew the platform's token: its policy lacks renew-self");
        }
    }

    private VaultAnswer logInAnd(Function<String, VaultAnswer> call) {
        return switch (logIn()) {
            case VaultLogin.Outcome.In in -> {
                VaultAnswer answer = call.apply(in.token());
                yield answer instanceof VaultAnswer.TokenDead
                        ? new VaultAnswer.Away(Outage.REFUSED)
                        : answer;
            }
            case VaultLogin.Outcome.Away(var away) -> away;
            case VaultLogin.Outcome.Refused(String why, boolean alarm) -> {
                if (alarm) {
                    LOG.error("SECURITY ALARM: {}", why);
                } else {
                    LOG.error("{}", why);
                }
                yield new VaultAnswer.Away(Outage.REFUSED);
            }
        };
    }

    /**
     * One log-in at a time, whose outcome is that of all who wait for it: a wrapped secret-id opens
     * only once, and a Vault that is away is not asked by each.
     */
    private VaultLogin.Outcome logIn() {
        CompletableFuture<VaultLogin.Outcome> mine = new CompletableFuture<>();
        CompletableFuture<VaultLogin.Outcome> others = underWay.compareAndExchange(null, mine);
        if (others != null) {
            return others.join();
        }
        try {
            VaultLogin.Outcome.In held = held();
            VaultLogin.Outcome outcome = held == null ? login.logIn() : held;
            if (held == null && outcome instanceof VaultLogin.Outcome.In in) {
                hold(in);
            }
            mine.complete(outcome);
            return outcome;
        } finally {
            underWay.set(null);
            // Where the log-in threw, those who wait are not left waiting.
            mine.complete(new VaultLogin.Outcome.Away(new VaultAnswer.Away(Outage.REFUSED)));
        }
    }

    private synchronized VaultLogin.Outcome.@Nullable In held() {
        return alive;
    }

    private synchronized void forget(VaultLogin.Outcome.In dead) {
        if (alive != null && alive.token().equals(dead.token())) {
            alive = null;
        }
    }

    private synchronized void hold(VaultLogin.Outcome.In in) {
        boolean lasts = in.renewable() && !in.ttl().isZero();
        alive = new VaultLogin.Outcome.In(in.token(), in.ttl(), lasts);
        double share = 0.6 + jitter.getAsDouble() * 0.1;
        renewAt = clock.instant().plusMillis((long) (in.ttl().toMillis() * share));
    }
}
