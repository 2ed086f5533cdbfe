package io.sath.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sath.platform.account.Membership;
import io.sath.platform.account.Memberships;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import io.sath.platform.support.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class TenantsModuleTests {
    @Autowired Tenants tenants;
    @Autowired Memberships memberships;
    @Autowired Fixtures fixtures;
    @Autowired TransactionTemplate transactions;

    @Nested
    class SigningUp {
        @Test
        void makesATenantOnTrialThatThePersonOwns() {
            Person person = fixtures.person();
            TenantId second =
                    transactions.execute(status ->
                            memberships.createFor(person.id(), "Second", "s@example.com"));
            assertThat(memberships.of(person.id()))
                    .containsExactly(
                            new Membership(person.tenant(), "Person", "active", Role.OWNER, "free"),
                            new Membership(second, "Second", "trial", Role.OWNER, "free"));
        }

        @Test
        void leavesNothingWhereThePersonIsNotMade() {
            UserId nobody = new UserId(UUID.randomUUID());
            assertThatThrownBy(() -> memberships.createFor(nobody, "None", "n@example.com"));
            assertThat(memberships.of(nobody)).isEmpty();
        }

        @Test
        void isUndoneWithTheTransactionAround() {
            Person person = fixtures.person();
            transactions.executeWithoutResult(status -> {
                memberships.createFor(person.id(), "Gone", "g@example.com");
                status.setRollbackOnly();
            });
            assertThat(memberships.of(person.id())).hasSize(1);
        }

        @Test
        void verifyingLeavesASuspendedTenantAsItIs() {
            Person person = fixtures.person();
            tenants.changeStatus(person.tenant(), TenantStatus.SUSPENDED);
            memberships.activate(person.id());
            assertThat(tenants.get(person.tenant()).status()).isEqualTo(TenantStatus.SUSPENDED);
        }
    }

    @Nested
    class Changing {
        @Test
        void keepsWhatIsGivenWithoutTheSpacesAround() {
            TenantId tenant = fixtures.tenant();
            tenants.change(tenant, " Ünï ", "desk@example.com");
            assertThat(tenants.get(tenant).name()).isEqualTo("Ünï");
            assertThat(tenants.get(tenant).email()).isEqualTo("desk@example.com");
        }

        @Test
        void namesEveryFieldThatIsWrongAndChangesNothing() {
            TenantId tenant = fixtures.tenant();
            Tenant before = tenants.get(tenant);
            Problem problem =
                    catchThrowableOfType(
                            Problem.class, () -> tenants.change(tenant, "a\nb", "no address"));
            assertThat(problem.errors())
                    .extracting(FieldFault::field)
                    .containsExactly("name", "email");
            assertThat(tenants.get(tenant)).isEqualTo(before);
        }

        @Test
        void anUnknownTenantIsNotFound() {
            Problem problem =
                    catchThrowableOfType(
                            Problem.class, () -> tenants.get(new TenantId(UUID.randomUUID())));
            assertThat(problem.code()).isEqualTo(ProblemCode.NOT_FOUND);
        }
    }

    @Test
    void operatorsPageThroughAllTenantsEachOnce() {
        List<TenantId> made = List.of(fixtures.tenant(), fixtures.tenant(), fixtures.tenant());
        List<TenantId> seen = new ArrayList<>();
        Page<Tenant> page = tenants.list(PageRequest.newest(2));
        while (true) {
            page.items().forEach(tenant -> seen.add(tenant.id()));
            if (page.nextCursor() == null) {
                break;
            }
            page = tenants.list(new PageRequest(2, page.nextCursor(), false));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(made);
        assertThat(seen.indexOf(made.get(2))).isLessThan(seen.indexOf(made.get(0)));
    }
}
