package io.sath.platform.support;

import io.sath.platform.account.Memberships;
import io.sath.platform.billing.PlanChange;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes what a test needs around what it tests: people and tenants that nobody else uses. */
@TestComponent
public class Fixtures {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Memberships memberships;
    private final PlanChange plans;
    private final Clock clock;

    Fixtures(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Memberships memberships,
            PlanChange plans,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.memberships = memberships;
        this.plans = plans;
        this.clock = clock;
    }

    /** A verified person and the tenant that they own. */
    public record Person(UserId id, TenantId tenant, String email) {}

    /**
     * A person whose tenant is active and on the free plan; they have no password to log in with.
     */
    public Person person() {
        UserId id = new UserId(Uuids.timeOrdered(clock.instant()));
        String email = "person-" + UUID.randomUUID() + "@example.com";
        TenantId tenant =
                transactions.execute(status -> {
                    jdbc.sql(
                                    """
                                    INSERT INTO users (id, email, password_hash, name, language, zone,
                                        theme, role, active, verified_at, created_at, version)
                                    VALUES (?, ?, '-', 'Person', 'en', 'UTC', 'system', 'USER', true, ?, ?, 0)
                                    """)
                            .params(
                                    id.value(),
                                    email,
                                    clock.instant().atOffset(ZoneOffset.UTC),
                                    clock.instant().atOffset(ZoneOffset.UTC))
                            .update();
                    TenantId made = memberships.createFor(id, "Person", email);
                    memberships.activate(id);
                    return made;
                });
        return new Person(id, tenant, email);
    }

    /** An active tenant on the free plan. */
    public TenantId tenant() {
        return person().tenant();
    }

    /** An active tenant on a plan of the default catalogue. */
    public TenantId tenant(String plan) {
        TenantId tenant = tenant();
        plans.setPlan(tenant, plan);
        return tenant;
    }

    /** The person as a caller who is the owner of their tenant. */
    public Caller owner(Person person) {
        return caller(person, EnumSet.of(Role.USER, Role.VIEWER, Role.TRADER, Role.OWNER));
    }

    /** The person as a caller with these roles. */
    public Caller caller(Person person, Set<Role> roles) {
        return new Caller(person.id(), person.tenant(), roles, clock.instant(), "test");
    }
}
