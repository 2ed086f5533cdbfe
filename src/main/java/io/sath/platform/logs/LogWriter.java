package io.sath.platform.logs;

import io.sath.platform.billing.Meter;
import io.sath.platform.billing.Usage;
import io.sath.platform.database.Columns;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Puts batches of lines into the table, and takes the oldest out of it. */
@Component
class LogWriter {
    private static final String INSERT =
            """
            INSERT INTO log_lines (tenant_id, id, at, source, level, code, message, args, run, seq)
            SELECT ?, l.* FROM unnest(%s) l ON CONFLICT DO NOTHING\
            """;
    private static final String COUNT =
            """
            INSERT INTO log_days (tenant_id, day, lines, bytes) VALUES (?, ?, ?, ?)
            ON CONFLICT (tenant_id, day) DO UPDATE
            SET lines = log_days.lines + excluded.lines, bytes = log_days.bytes + excluded.bytes\
            """;

    /** What a row's weight is, as {@link LogLine#weight} has it. */
    private static final String WEIGHT = "150 + length(message) + coalesce(length(code), 0)";

    private final TenantScope scope;
    private final JdbcTemplate jdbc;
    private final Usage usage;
    private final Clock clock;

    LogWriter(TenantScope scope, JdbcTemplate jdbc, Usage usage, Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.usage = usage;
        this.clock = clock;
    }

    /** Stores a batch of one tenant in one transaction. */
    void insert(TenantId tenant, List<LogLine> lines) {
        scope.run(
                tenant,
                () -> {
                    // A crash of the server may cost the last lines of a log; waiting for the disk
                    // at every
                    // batch would cost much more.
                    jdbc.execute("SET LOCAL synchronous_commit = off");
                    Columns<LogLine> columns =
                            Columns.of(lines)
                                    .with("uuid", LogLine::id)
                                    .with("timestamptz", LogLine::at)
                                    .with("text", line -> line.source().word())
                                    .with("text", line -> line.level().word())
                                    .with("text", LogLine::code)
                                    .with("text", LogLine::message)
                                    .with("text", LogWriter::args)
                                    .with("uuid", LogLine::run)
                                    .with("bigint", LogLine::seq);
                    columns.update(jdbc, INSERT.formatted(columns.list()), tenant.value());
                    Map<LocalDate, long[]> days = new TreeMap<>();
                    for (LogLine line : lines) {
                        long[] day =
                                days.computeIfAbsent(
                                        line.at().atOffset(ZoneOffset.UTC).toLocalDate(),
                                        any -> new long[2]);
                        day[0]++;
                        day[1] += line.weight();
                    }
                    long bytes = 0;
                    for (Map.Entry<LocalDate, long[]> day : days.entrySet()) {
                        long[] sums = day.getValue();
                        jdbc.update(COUNT, tenant.value(), day.getKey(), sums[0], sums[1]);
                        bytes += sums[1];
                    }
                    usage.count(tenant, Meter.STORAGE_BYTES, bytes, clock.instant());
                });
    }

    private static @Nullable String args(LogLine line) {
        return line.values().isEmpty() ? null : String.join(LogStore.SEPARATOR, line.values());
    }

    /**
     * Deletes the oldest lines said before {@code before}, at most {@code most}; answers how many
     * went.
     */
    int deleteOldest(TenantId tenant, Instant before, int most) {
        return scope.call(
                tenant,
                () -> {
                    List<long[]> gone =
                            jdbc.query(
                                    """
                                    WITH oldest AS (
                                        SELECT at, id FROM log_lines WHERE tenant_id = ? AND at < ?
                                        ORDER BY at, id LIMIT ?),
                                    gone AS (
                                        DELETE FROM log_lines l USING oldest o
                                        WHERE l.tenant_id = ? AND l.at = o.at AND l.id = o.id
                                        RETURNING l.at, %s AS weight)
                                    SELECT (at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS day,
                                        count(*) AS lines, sum(weight)::bigint AS bytes
                                    FROM gone GROUP BY 1\
                                    """
                                            .formatted(WEIGHT),
                                    (row, n) ->
                                            new long[] {
                                                row.getLong("day"),
                                                row.getLong("lines"),
                                                row.getLong("bytes")
                                            },
                                    tenant.value(),
                                    before.atOffset(ZoneOffset.UTC),
                                    most,
                                    tenant.value());
                    int lines = 0;
                    long bytes = 0;
                    for (long[] day : gone) {
                        jdbc.update(
                                """
                                UPDATE log_days SET lines = lines - ?, bytes = greatest(0, bytes - ?)
                                WHERE tenant_id = ? AND day = ?\
                                """,
                                day[1],
                                day[2],
                                tenant.value(),
                                LocalDate.ofEpochDay(day[0]));
                        lines += (int) day[1];
                        bytes += day[2];
                    }
                    if (bytes > 0) {
                        usage.release(tenant, Meter.STORAGE_BYTES, bytes);
                    }
                    jdbc.update(
                            "DELETE FROM log_days WHERE tenant_id = ? AND lines <= 0",
                            tenant.value());
                    return lines;
                });
    }

    /** Makes the partition of a day, unless it is there. */
    void addDay(LocalDate day) {
        jdbc.query("SELECT logs_add_day(?)", row -> {}, day);
    }

    /** Drops the partitions before a day that hold nothing any more. */
    void dropEmptyDays(LocalDate before) {
        jdbc.query("SELECT logs_drop_empty_days(?)", row -> {}, before);
    }
}
