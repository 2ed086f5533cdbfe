package io.sath.platform.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source whose connections refuse a statement on a tenant's table outside {@link
 * TenantScope}, where row-level security would quietly answer no rows.
 *
 * <p>A statement counts as one on a tenant's table if the table's name stands in it as a word; the
 * verdict on a text is kept. Inside a scope, and in its transaction, nothing is looked at. The
 * names come from the catalogue: the tables whose row-level security is forced.
 */
final class ScopeGuard extends DelegatingDataSource implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    private final HikariDataSource pool;
    private final BooleanSupplier inScope;
    private final Cache<String, Optional<String>> verdicts =
            Caffeine.newBuilder().maximumSize(2000).build();
    private volatile Set<String> tables = Set.of();

    ScopeGuard(HikariDataSource pool, BooleanSupplier inScope) {
        super(pool);
        this.pool = pool;
        this.inScope = inScope;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        return proxy(Connection.class, new Guarded(connection, connection));
    }

    @Override
    public void close() {
        pool.close();
    }

    private void check(Connection connection, String sql) throws SQLException {
        if (inScope.getAsBoolean() && !connection.getAutoCommit()) {
            return;
        }
        @Nullable Optional<String> verdict = verdicts.getIfPresent(sql);
        if (verdict == null) {
            verdict = firstTenantTable(connection, sql);
            if (!tables.isEmpty()) {
                verdicts.put(sql, verdict);
            }
        }
        if (verdict.isPresent()) {
            throw new IllegalStateException(
                    "the tenant table " + verdict.get() + " is used outside TenantScope: " + sql);
        }
    }

    private Optional<String> firstTenantTable(Connection connection, String sql)
            throws SQLException {
        Set<String> known = tables;
        if (known.isEmpty()) {
            known = read(connection);
            tables = known;
        }
        Matcher words =
                WORD.matcher(LITERAL.matcher(sql).replaceAll("''").toLowerCase(Locale.ROOT));
        while (words.find()) {
            if (known.contains(words.group())) {
                return Optional.of(words.group());
            }
        }
        return Optional.empty();
    }

    private static Set<String> read(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT relname FROM pg_class WHERE relforcerowsecurity"
                                        + " AND relnamespace = 'public'::regnamespace");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A connection, or a statement of it, that looks at each text of SQL before it is used. */
    private final class Guarded implements InvocationHandler {
        private final Connection connection;
        private final Object target;

        Guarded(Connection connection, Object target) {
            this.connection = connection;
            this.target = target;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a proxy equals itself alone
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            String name = method.getName();
            if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
                if (name.startsWith("prepare")
                        || name.startsWith("execute")
                        || name.equals("addBatch")) {
                    check(connection, sql);
                }
            } else if (name.equals("equals") && arguments != null) {
                return proxy == arguments[0];
            }
            @Nullable Object answer;
            try {
                answer = method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
            return name.equals("createStatement") && answer != null
                    ? proxy(Statement.class, new Guarded(connection, answer))
                    : answer;
        }
    }
}
