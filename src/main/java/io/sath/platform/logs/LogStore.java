package io.sath.platform.logs;

import io.sath.platform.database.TenantScope;
import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.logs.LogLine.Source;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads lines of the table {@code log_lines}; {@link LogWriter} writes them. */
@Repository
class LogStore {
    /** After every id. */
    static final UUID LAST = new UUID(Long.MAX_VALUE, -1);

    /**
     * How many lines one page of a search looks at: it answers what it found there and the cursor
     * to go on with, instead of reading a tenant's whole log for a word that is not in it.
     */
    static final int SEARCHED = 50_000;

    static final String SEPARATOR = "\u001F";

    private static final String COLUMNS =
            "SELECT id, at, level, source, code, message, args, run, seq FROM log_lines";

    private final TenantScope scope;
    private final JdbcClient jdbc;

    LogStore(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /**
     * A piece of the log in the order of time.
     *
     * @param lines at most as many as asked for
     * @param next where to go on, null at the end
     */
    record Piece(List<LogLine> lines, @Nullable TimeCursor next) {}

    Piece page(
            TenantId tenant,
            LogQuery query,
            @Nullable TimeCursor after,
            boolean ascending,
            int limit) {
        return scope.call(
                tenant,
                () -> {
                    TimeCursor end =
                            query.sifts() ? searchEnd(tenant, query, after, ascending) : null;
                    Conditions where = new Conditions(tenant).matching(query);
                    if (after != null) {
                        where.and(ascending ? "(at, id) > (?, ?)" : "(at, id) < (?, ?)", after);
                    }
                    if (end != null) {
                        where.and(ascending ? "(at, id) <= (?, ?)" : "(at, id) >= (?, ?)", end);
                    }
                    List<LogLine> lines =
                            jdbc.sql(
                                            COLUMNS
                                                    + where.sql()
                                                    + order(ascending)
                                                    + " LIMIT "
                                                    + (limit + 1))
                                    .params(where.values())
                                    .query(LogStore::line)
                                    .list();
                    if (lines.size() > limit) {
                        List<LogLine> piece = lines.subList(0, limit);
                        return new Piece(List.copyOf(piece), piece.getLast().place());
                    }
                    return new Piece(lines, end);
                });
    }

    /** The last line that a search from {@code after} looks at; null where the log ends before. */
    private @Nullable TimeCursor searchEnd(
            TenantId tenant, LogQuery query, @Nullable TimeCursor after, boolean ascending) {
        Conditions where =
                new Conditions(tenant)
                        .matching(new LogQuery(Set.of(), Set.of(), null, query.from(), query.to()));
        if (after != null) {
            where.and(ascending ? "(at, id) > (?, ?)" : "(at, id) < (?, ?)", after);
        }
        return jdbc.sql(
                        "SELECT at, id FROM log_lines"
                                + where.sql()
                                + order(ascending)
                                + " OFFSET "
                                + (SEARCHED - 1)
                                + " LIMIT 1")
                .params(where.values())
                .query((row, n) -> new TimeCursor(time(row, "at"), uuid(row, "id")))
                .optional()
                .orElse(null);
    }

    private static String order(boolean ascending) {
        return ascending ? " ORDER BY at, id" : " ORDER BY at DESC, id DESC";
    }

    /** Lines that arrived after {@code after} and before {@code end}, oldest first. */
    List<LogLine> arrived(
            TenantId tenant, LogQuery query, UUID after, UUID end, long skip, int limit) {
        Conditions where = between(tenant, query, after, end);
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        COLUMNS
                                                + where.sql()
                                                + " ORDER BY id OFFSET "
                                                + skip
                                                + " LIMIT "
                                                + limit)
                                .params(where.values())
                                .query(LogStore::line)
                                .list());
    }

    long count(TenantId tenant, LogQuery query, UUID after, UUID end) {
        Conditions where = between(tenant, query, after, end);
        return scope.call(
                tenant,
                () ->
                        jdbc.sql("SELECT count(*) FROM log_lines" + where.sql())
                                .params(where.values())
                                .query(Long.class)
                                .single());
    }

    /** The newest lines that arrived before {@code end}, newest first. */
    List<LogLine> newest(TenantId tenant, LogQuery query, UUID end, int limit) {
        Conditions where = between(tenant, query, new UUID(0, 0), end);
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(COLUMNS + where.sql() + " ORDER BY id DESC LIMIT " + limit)
                                .params(where.values())
                                .query(LogStore::line)
                                .list());
    }

    private static Conditions between(TenantId tenant, LogQuery query, UUID after, UUID end) {
        Conditions where = new Conditions(tenant).matching(query);
        where.sql.append(" AND id > ? AND id < ?");
        where.values.add(after);
        where.values.add(end);
        return where;
    }

    /** The highest number of this run's lines among the newest stored; 0 where there is none. */
    long lastSeq(TenantId tenant, UUID run) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT coalesce(max(seq), 0) FROM (
                                            SELECT run, seq FROM log_lines WHERE tenant_id = ?
                                            ORDER BY id DESC LIMIT 5000) newest
                                        WHERE run = ?\
                                        """)
                                .params(tenant.value(), run)
                                .query(Long.class)
                                .single());
    }

    /** Bytes that the tenant's lines take. */
    long bytes(TenantId tenant) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(
                                        "SELECT coalesce(sum(bytes), 0)::bigint FROM log_days"
                                                + " WHERE tenant_id = ?")
                                .param(tenant.value())
                                .query(Long.class)
                                .single());
    }

    private static LogLine line(ResultSet row, int n) throws SQLException {
        String args = row.getString("args");
        long seq = row.getLong("seq");
        return new LogLine(
                uuid(row, "id"),
                time(row, "at"),
                Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT)),
                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getString("message"),
                args == null ? List.of() : List.of(args.split(SEPARATOR, -1)),
                row.getObject("run", UUID.class),
                seq == 0 ? null : seq);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The conditions of a query and their values, in order. */
    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder(" WHERE tenant_id = ?");
        private final List<Object> values = new ArrayList<>();

        Conditions(TenantId tenant) {
            values.add(tenant.value());
        }

        Conditions matching(LogQuery query) {
            if (query.from() != null) {
                sql.append(" AND at >= ?");
                values.add(query.from().atOffset(ZoneOffset.UTC));
            }
            if (query.to() != null) {
                sql.append(" AND at < ?");
                values.add(query.to().atOffset(ZoneOffset.UTC));
            }
            if (!query.levels().isEmpty()) {
                in("level", query.levels().stream().map(Level::word).toList());
            }
            if (!query.sources().isEmpty()) {
                in("source", query.sources().stream().map(Source::word).toList());
            }
            if (query.text() != null) {
                sql.append(" AND (message ILIKE ? OR code ILIKE ?)");
                String like = "%" + query.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
                values.add(like);
                values.add(like);
            }
            return this;
        }

        private void in(String column, List<String> words) {
            sql.append(" AND ")
                    .append(column)
                    .append(" IN (")
                    .append(String.join(", ", words.stream().map(word -> "?").toList()))
                    .append(')');
            values.addAll(words);
        }

        void and(String condition, TimeCursor cursor) {
            sql.append(" AND ").append(condition);
            values.add(cursor.utc());
            values.add(cursor.id());
        }

        String sql() {
            return sql.toString();
        }

        List<Object> values() {
            return values;
        }
    }
}
