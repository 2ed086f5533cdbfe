package io.sath.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class TenantScopeModuleTests {
    private static final String IDS = "SELECT id FROM tenants";

    @Autowired TenantScope scope;
    @Autowired @SmallPool TenantScope smallScope;
    @Autowired @SmallPool JdbcClient smallJdbc;
    @Autowired JdbcClient jdbc;
    @Autowired DataSource dataSource;
    @Autowired TransactionTemplate transactions;
    @Autowired Fixtures fixtures;

    private TenantId one;
    private TenantId other;

    @BeforeEach
    void twoTenants() {
        one = fixtures.tenant();
        other = fixtures.tenant();
    }

    @Nested
    class Inside {
        @Test
        void nothingOfAnotherTenantIsSeen() {
            assertThat(scope.call(one, () -> ids(jdbc))).containsExactly(one.value());
            assertThat(scope.call(other, () -> ids(jdbc))).containsExactly(other.value());
        }

        @Test
        void nothingOfAnotherTenantIsChanged() {
            assertThat(
                            scope.call(
                                    one,
                                    () ->
                                            jdbc.sql("UPDATE tenants SET name = 'x' WHERE id = ?")
                                                    .param(other.value())
                                                    .update()))
                    .isZero();
            assertThatThrownBy(() ->
                            scope.run(
                                    one,
                                    () ->
                                            jdbc.sql(
                                                            "INSERT INTO tenants SELECT ?, name, email, status,"
                                                                    + " created_at, last_active_at FROM tenants")
                                                    .param(UUID.randomUUID())
                                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("row-level security");
        }

        @Test
        void theSameTenantJoinsAndAnotherOneIsRefused() {
            assertThat(scope.call(one, () -> scope.call(one, () -> ids(jdbc)))).hasSize(1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> scope.call(one, () -> scope.call(other, () -> ids(jdbc))))
                    .withMessage("a scope of one tenant inside that of another");
        }

        @Test
        void aConnectionOfItsOwnIsNotInTheScope() {
            scope.run(
                    one,
                    () ->
                            assertThatIllegalStateException()
                                    .isThrownBy(() -> {
                                        try (Connection connection = dataSource.getConnection()) {
                                            connection.prepareStatement(IDS).close();
                                        }
                                    }));
        }
    }

    @Nested
    class Outside {
        @Test
        void aStatementOnATenantsTableThrowsInsteadOfAnsweringNoRows() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ids(jdbc))
                    .withMessage("the tenant table tenants is used outside TenantScope: " + IDS);
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.execute(status -> ids(jdbc)));
            assertThatIllegalStateException().isThrownBy(() -> ids(smallJdbc));
        }

        @Test
        void plainStatementsAndBatchesThrowToo() throws Exception {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> statement.execute("DELETE FROM Tenants"));
                assertThatIllegalStateException()
                        .isThrownBy(() -> statement.addBatch("DELETE FROM tenants"));
            }
        }

        @Test
        void aTextThatOnlySpeaksOfTenantsPasses() {
            assertThat(
                            jdbc.sql("SELECT 'tenants''s tenants'")
                                    .query((row, n) -> row.getString(1))
                                    .single())
                    .isEqualTo("tenants's tenants");
        }

        @Test
        void theTransactionAroundAScopeGoesOnWithoutTheTenant() {
            String left =
                    transactions.execute(status -> {
                        scope.run(one, () -> ids(jdbc));
                        scope.run(other, () -> ids(jdbc));
                        scope.acrossTenants(() -> ids(jdbc));
                        return jdbc.sql("SELECT current_user || current_setting('app.tenant_id')")
                                .query((row, n) -> row.getString(1))
                                .single();
                    });
            assertThat(left).isEqualTo("sath_app");
        }
    }

    @Nested
    class AcrossTenants {
        @Test
        void allAreSeen() {
            assertThat(scope.acrossTenants(() -> ids(jdbc))).contains(one.value(), other.value());
        }

        @Test
        void nothingIsWritten() {
            assertThatThrownBy(() ->
                            scope.acrossTenants(
                                    () -> jdbc.sql("UPDATE tenants SET name = 'x'").update()))
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void whatTheSmallPoolWritesStaysWhateverBecomesOfTheTransactionAround() {
        transactions.executeWithoutResult(status -> {
            smallScope.run(one, () -> smallJdbc.sql("UPDATE tenants SET name = 'kept'").update());
            status.setRollbackOnly();
        });
        assertThat(
                        scope.call(
                                one,
                                () ->
                                        jdbc.sql("SELECT name FROM tenants")
                                                .query((row, n) -> row.getString(1))
                                                .single()))
                .isEqualTo("kept");
    }

    private static List<UUID> ids(JdbcClient jdbc) {
        return jdbc.sql(IDS).query((row, n) -> row.getObject(1, UUID.class)).list();
    }
}
