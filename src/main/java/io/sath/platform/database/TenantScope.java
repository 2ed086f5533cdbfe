package io.sath.platform.database;

import io.sath.platform.shared.TenantId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place where the tenant of a database transaction is set; every read and write of a
 * tenant's tables happens inside.
 *
 * <p>A scope is a transaction that begins with {@code set_config('app.tenant_id', …, true)}, which
 * row-level security compares with. A scope inside a scope of the same tenant joins it; inside
 * another tenant's it throws. An exception rolls the transaction back.
 */
@Component
public class TenantScope {
    private static final String KEY = TenantScope.class.getName();

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    TenantScope(TransactionTemplate transactions, JdbcClient jdbc) {
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** Runs {@code work} in a transaction that sees {@code tenant}'s rows and no others. */
    public <T extends @Nullable Object> T call(TenantId tenant, Supplier<T> work) {
        return within(tenant.toString(), work);
    }

    /** As {@link #call}, without an answer. */
    public void run(TenantId tenant, Runnable work) {
        call(
                tenant,
                () -> {
                    work.run();
                    return null;
                });
    }

    /**
     * Reads across tenants, or before a tenant is known, as {@code sath_operator}, which may only
     * select. The caller is marked {@link io.sath.platform.shared.CrossTenant} with the reason.
     */
    public <T extends @Nullable Object> T acrossTenants(Supplier<T> work) {
        return within("", work);
    }

    private <T extends @Nullable Object> T within(String scope, Supplier<T> work) {
        Object present = TransactionSynchronizationManager.getResource(KEY);
        if (present != null) {
            if (!present.equals(scope)) {
                throw new IllegalStateException("a scope of one tenant inside that of another");
            }
            return work.get();
        }
        return transactions.execute(status -> {
            TransactionSynchronizationManager.bindResource(KEY, scope);
            try {
                if (scope.isEmpty()) {
                    jdbc.sql("SET LOCAL ROLE sath_operator").update();
                } else {
                    jdbc.sql("SELECT set_config('app.tenant_id', ?, true)")
                            .param(scope)
                            .query(String.class)
                            .single();
                }
                return work.get();
            } finally {
                TransactionSynchronizationManager.unbindResource(KEY);
            }
        });
    }
}
