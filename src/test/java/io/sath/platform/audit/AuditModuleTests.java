package io.sath.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class AuditModuleTests {
    @Autowired Audit audit;
    @Autowired Fixtures fixtures;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transactions;
    @Autowired LiquibaseConnectionDetails owner;

    private final UserId actor = new UserId(UUID.randomUUID());
    private TenantId tenant;

    @SuppressWarnings("NullAway.Init")
    AuditModuleTests() {}

    @BeforeEach
    void aTenant() {
        tenant = fixtures.tenant();
    }

    private void record(int times) {
        for (int i = 0; i < times; i++) {
            audit.record(actor, tenant, "test.did", "subject " + i);
        }
    }

    /** Changes the record as its owner can who takes the guard off. */
    private void tamper(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                owner.getJdbcUrl(), owner.getUsername(), owner.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE audit_entries DISABLE TRIGGER append_only");
            try {
                assertThat(statement.executeUpdate(sql.formatted(tenant))).isEqualTo(1);
            } finally {
                statement.execute("ALTER TABLE audit_entries ENABLE TRIGGER append_only");
            }
        }
    }

    @Test
    void whatWasDoneIsFoundWholeAndInItsOrder() {
        MDC.put(Audit.REQUEST_ID, "the request");
        try {
            record(3);
        } finally {
            MDC.remove(Audit.REQUEST_ID);
        }

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Whole(3));
        assertThat(
                        scope.call(
                                tenant,
                                () ->
                                        jdbc.sql(
                                                        """
                                                        SELECT number || subject || request_id
                                                        FROM audit_entries ORDER BY number\
                                                        """)
                                                .query(String.class)
                                                .list()))
                .containsExactly(
                        "1subject 0the request", "2subject 1the request", "3subject 2the request");
    }

    @Test
    void eachTenantHasAChainOfItsOwnAndSeesNoOther() {
        TenantId other = fixtures.tenant();
        record(2);
        audit.record(actor, other, "test.did", "other");

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Whole(2));
        assertThat(audit.verify(other)).isEqualTo(new Audit.Verdict.Whole(1));
        assertThat(
                        scope.call(
                                other,
                                () ->
                                        jdbc.sql("SELECT subject FROM audit_entries")
                                                .query(String.class)
                                                .list()))
                .containsExactly("other");
    }

    @Test
    void thePlatformsOwnChainIsWhole() {
        audit.record(null, null, "test.did", "platform");

        assertThat(audit.verify(null))
                .isInstanceOfSatisfying(
                        Audit.Verdict.Whole.class,
                        whole -> assertThat(whole.entries()).isPositive());
    }

    @Test
    void manyAtOnceTakeTheirPlacesWithoutGap() throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(
                    Collections.nCopies(
                            40,
                            () -> {
                                record(1);
                                return true;
                            }));
        }

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Whole(40));
    }

    @Test
    void whatIsRolledBackLeavesNoEntry() {
        transactions.executeWithoutResult(status -> {
            record(1);
            status.setRollbackOnly();
        });

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Whole(0));
    }

    @Test
    void whatCannotBeRecordedDoesNotHappen() {
        UUID person = fixtures.person().id().value();

        assertThatThrownBy(() ->
                        transactions.executeWithoutResult(status -> {
                            jdbc.sql("UPDATE users SET name = 'x' WHERE id = ?")
                                    .param(person)
                                    .update();
                            audit.record(actor, tenant, "", "no action");
                        }))
                .isInstanceOf(DataAccessException.class);
        assertThat(
                        jdbc.sql("SELECT name FROM users WHERE id = ?")
                                .param(person)
                                .query(String.class)
                                .single())
                .isEqualTo("Person");
    }

    @Test
    void theApplicationCanOnlyAdd() {
        record(1);
        for (String sql :
                new String[] {
                    "UPDATE audit_entries SET subject = 'x'",
                    "DELETE FROM audit_entries",
                    "TRUNCATE audit_entries",
                    "DELETE FROM audit_heads"
                }) {
            assertThatThrownBy(() -> scope.run(tenant, () -> jdbc.sql(sql).update()))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void evenTheOwnerIsStoppedByTheGuard() {
        record(1);
        assertThatThrownBy(
                        () -> {
                            try (Connection connection =
                                            DriverManager.getConnection(
                                                    owner.getJdbcUrl(),
                                                    owner.getUsername(),
                                                    owner.getPassword());
                                    Statement statement = connection.createStatement()) {
                                statement.executeUpdate("DELETE FROM audit_entries");
                            }
                        })
                .hasMessageContaining("only ever added to");
    }

    @Test
    void aChangedEntryShows() throws SQLException {
        record(3);
        tamper("UPDATE audit_entries SET subject = 'other' WHERE tenant_id = '%s' AND number = 2");

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Broken(2));
    }

    @Test
    void aMissingEntryShows() throws SQLException {
        record(3);
        tamper("DELETE FROM audit_entries WHERE tenant_id = '%s' AND number = 2");

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Broken(2));
    }

    @Test
    void aCutEndShows() throws SQLException {
        record(3);
        tamper("DELETE FROM audit_entries WHERE tenant_id = '%s' AND number = 3");

        assertThat(audit.verify(tenant)).isEqualTo(new Audit.Verdict.Broken(3));
    }
}
