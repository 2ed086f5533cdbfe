package io.sath.platform.database;

import io.sath.platform.shared.TenantId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one place where the tenant of a database transaction is set; every read and write of a
 * tenant's tables happens inside.
 *
 * <p>A scope is a transaction that begins with {@code set_config('app.tenant_id', …, true)}, which
 * row-level security compares with. A scope inside a scope of the same tenant joins it; inside
 * another tenant's it throws. Under a {@link Mandate} it asks first whether that still holds. A
 * scope inside a plain transaction joins that one and sees the tenant until it ends. An exception
 * rolls the transaction back.
 */
public final class TenantScope {
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final Object key;

    /**
     * @param key of the pool at hand: marks the thread that is in a scope of it
     */
    TenantScope(TransactionTemplate transactions, JdbcClient jdbc, Object key) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.key = key;
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
        Object present = TransactionSynchronizationManager.getResource(key);
        if (present != null) {
            if (!present.equals(scope)) {
                throw new IllegalStateException("a scope of one tenant inside that of another");
            }
            return work.get();
        }
        return transactions.execute(status -> {
            TransactionSynchronizationManager.bindResource(key, scope);
            try {
                if (!status.isNewTransaction()) {
                    status.flush(); // what was done before belongs to no tenant
                }
                enter(scope);
                T answer = work.get();
                if (!status.isNewTransaction()) {
                    leave(scope, status);
                }
                return answer;
            } finally {
                TransactionSynchronizationManager.unbindResource(key);
            }
        });
    }

    private void enter(String scope) {
        if (scope.isEmpty()) {
            jdbc.sql("SET LOCAL ROLE sath_operator").update();
        } else {
            setTenant(scope);
            Mandate.requireAtHand(jdbc);
        }
    }

    /** The transaction around goes on without the tenant; what is not written yet is, before. */
    private void leave(String scope, TransactionStatus status) {
        status.flush();
        if (scope.isEmpty()) {
            jdbc.sql("SET LOCAL ROLE NONE").update();
        } else {
            setTenant("");
        }
    }

    private void setTenant(String value) {
        jdbc.sql("SELECT set_config('app.tenant_id', ?, true)")
                .param(value)
                .query(String.class)
                .single();
    }
}
