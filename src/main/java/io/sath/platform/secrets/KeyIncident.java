package io.sath.platform.secrets;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyPlaces.Place;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.StepUpRule;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The operators' answer to a leak: all keys of a service, or all there are, are erased and have to
 * be entered anew. For superadmins who logged in at most 5 minutes ago; anybody else gets the
 * {@link Problem} forbidden or step-up-required.
 */
@Service
public class KeyIncident {
    private static final Logger LOG = LoggerFactory.getLogger(KeyIncident.class);
    private static final int MAX_REASON = 150;

    private final TenantScope scope;
    private final KeyRows rows;
    private final KeyPlaces places;
    private final KeySweep sweep;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Leadership leadership;
    private final Clock clock;

    KeyIncident(
            TenantScope scope,
            KeyRows rows,
            KeyPlaces places,
            KeySweep sweep,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Audit audit,
            ApplicationEventPublisher events,
            Leadership leadership,
            Clock clock) {
        this.scope = scope;
        this.rows = rows;
        this.places = places;
        this.sweep = sweep;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.events = events;
        this.leadership = leadership;
        this.clock = clock;
    }

    /** How many keys of how many tenants. */
    public record Revoked(int keys, int tenants) {}

    /** An order as the table has it; it reaches the values that were there at its time. */
    private record Order(UUID id, @Nullable KeyService service, UserId by, Instant at) {}

    /** What {@link #revokeAll} would reach now. */
    public Revoked preview(Caller by, @Nullable KeyService of) {
        superadmin(by);
        List<Place> reached = places.revocable(of, clock.instant());
        return new Revoked(
                reached.size(), (int) reached.stream().map(Place::tenant).distinct().count());
    }

    /**
     * Revokes them: no key of them is delivered from now on, the bots that use them stop, and the
     * values are erased, at once or as soon as the secret store serves again. An order that is cut
     * off is gone on with by itself.
     *
     * @param of whose keys; null: everybody's
     * @param reason for the audit trail, 1 to 150 characters
     */
    public Revoked revokeAll(Caller by, @Nullable KeyService of, String reason) {
        superadmin(by);
        Instant now = clock.instant();
        StepUpRule.check(by, now);
        String stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_REASON) {
            throw Problem.invalid(
                    List.of(
                            new FieldFault(
                                    "reason",
                                    stripped.isEmpty() ? "required" : "too-long",
                                    null,
                                    Text.of("secrets.incident.reason", MAX_REASON))));
        }
        Order order = new Order(Uuids.timeOrdered(now), of, by.userId(), now);
        String whose = of == null ? "all" : of.word();
        transactions.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            INSERT INTO key_incidents (id, service, reason, ordered_by, ordered_at)
                            VALUES (?, ?, ?, ?, ?)
                            """)
                    .param(order.id())
                    .param(of == null ? null : of.word())
                    .param(stripped)
                    .param(by.userId().value())
                    .param(Timestamp.from(now))
                    .update();
            audit.record(by.userId(), null, "keys.incident", whose + ": " + stripped);
        });
        Revoked revoked = carryOut(order);
        Thread.startVirtualThread(sweep::finishDue);
        return revoked;
    }

    /** Goes on with orders that were cut off. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT30S")
    void goOn() {
        if (leadership.tryLead(KeySweep.DUTY).isPresent()) {
            jdbc.sql(
                            """
                            SELECT id, service, ordered_by, ordered_at FROM key_incidents
                            WHERE done_at IS NULL ORDER BY ordered_at
                            """)
                    .query((row, n) -> {
                        String service = row.getString(2);
                        return new Order(
                                row.getObject(1, UUID.class),
                                service == null ? null : KeyService.of(service).orElseThrow(),
                                new UserId(row.getObject(3, UUID.class)),
                                row.getTimestamp(4).toInstant());
                    })
                    .list()
                    .forEach(this::carryOut);
        }
    }

    private Revoked carryOut(Order order) {
        Map<TenantId, List<Place>> byTenant =
                places.revocable(order.service(), order.at()).stream()
                        .collect(Collectors.groupingBy(Place::tenant));
        int keys = 0;
        int tenants = 0;
        boolean whole = true;
        for (Map.Entry<TenantId, List<Place>> theirs : byTenant.entrySet()) {
            try {
                keys += revoke(order, theirs.getKey(), theirs.getValue());
                tenants++;
            } catch (RuntimeException e) {
                whole = false;
                LOG.error("The keys of tenant {} are not revoked yet", theirs.getKey(), e);
            }
        }
        if (whole) {
            jdbc.sql("UPDATE key_incidents SET done_at = ? WHERE id = ?")
                    .params(Timestamp.from(clock.instant()), order.id())
                    .update();
        }
        return new Revoked(keys, tenants);
    }

    private int revoke(Order order, TenantId tenant, List<Place> theirs) {
        return scope.call(
                tenant,
                () -> {
                    rows.lockAll(tenant);
                    return (int)
                            theirs.stream()
                                    .flatMap(place -> rows.find(tenant, place.key()).stream())
                                    .filter(row -> revoke(order, row))
                                    .count();
                });
    }

    private boolean revoke(Order order, KeyRow row) {
        Instant now = clock.instant();
        Instant workDone = now.plus(KeyKeeper.WORK_TAKES);
        if (row.phase() == Phase.SAVING) {
            return rows.move(row, Phase.SAVING, Phase.ERASING, 0, workDone);
        }
        Instant due = row.pending() == null ? now : workDone;
        if (!rows.revoke(row, KeyPolicy.revoked(row.state()), due)) {
            return false;
        }
        audit.record(order.by(), row.tenant(), "keys.revoked", row.id().toString());
        events.publishEvent(new CredentialSaved(row.tenant(), row.id()));
        events.publishEvent(new KeyTrouble(row.tenant(), row.id(), KeyTrouble.REVOKED_BY_OPERATOR));
        return true;
    }

    private static void superadmin(Caller by) {
        if (!by.has(Role.SUPERADMIN)) {
            throw Problem.forbidden();
        }
    }
}
