package io.sath.platform.secrets;

import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of keys, one a kind; every call happens inside a {@code TenantScope}. A change answers
 * whether the row was as far as it had to be.
 */
@Component
class KeyRows {
    private static final String COLUMNS =
            """
            SELECT tenant_id, id, service, phase, version, state, pending, due_at, checking_since,
                   used_at, created_at
            FROM %s
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    KeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String table(KeyService.Kind kind) {
        return switch (kind) {
            case EXCHANGE -> "exchange_keys";
            case AI -> "ai_keys";
        };
    }

    private static String table(KeyRow row) {
        return table(row.service().kind());
    }

    /** Until the transaction ends nobody else changes keys of the tenant. */
    void lockAll(TenantId tenant) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('keys ' || ?, 0))::text")
                .param(tenant.toString())
                .query(String.class)
                .single();
    }

    /** Those that people see, newest first. */
    List<KeyRow> list(TenantId tenant, KeyService.Kind kind) {
        return jdbc.sql(
                        COLUMNS.formatted(table(kind))
                                + """
                                WHERE tenant_id = ? AND phase IN ('live', 'revoking', 'revoked')
                                ORDER BY id DESC
                                """)
                .param(tenant.value())
                .query(this::row)
                .list();
    }

    /** In whatever phase it is. */
    Optional<KeyRow> find(TenantId tenant, KeyId key) {
        return Stream.of(KeyService.Kind.values())
                .flatMap(kind ->
                        jdbc
                                .sql(
                                        COLUMNS.formatted(table(kind))
                                                + "WHERE tenant_id = ? AND id = ?")
                                .params(tenant.value(), key.value())
                                .query(this::row)
                                .list()
                                .stream())
                .findFirst();
    }

    /** How many the tenant has of a service, those under way included. */
    int count(TenantId tenant, KeyService service) {
        return jdbc.sql(
                        "SELECT count(*) FROM %s WHERE tenant_id = ? AND service = ?"
                                .formatted(table(service.kind())))
                .params(tenant.value(), service.word())
                .query(Integer.class)
                .single();
    }

    /** Whether another key of the service has this label, however it is written. */
    boolean labelTaken(TenantId tenant, KeyService service, String label, @Nullable KeyId but) {
        return jdbc.sql(
                                """
                                SELECT count(*) FROM %s WHERE tenant_id = :tenant
                                    AND service = :service AND lower(label) = lower(:label)
                                    AND phase <> 'erasing'
                                    AND id IS DISTINCT FROM :but::uuid
                                """
                                        .formatted(table(service.kind())))
                        .param("tenant", tenant.value())
                        .param("service", service.word())
                        .param("label", label)
                        .param("but", but == null ? null : but.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Claims the place of a new key; false: another one has its label. */
    boolean insert(KeyRow row, UserId by, Instant nextCheck) {
        return jdbc.sql(
                                """
                                INSERT INTO %s (tenant_id, id, service, label, phase, version, state,
                                    due_at, next_check_at, value_at, created_at, created_by)
                                VALUES (:tenant, :id, :service, :label, :phase, :version,
                                    :state::jsonb, :due, :next, :created, :created, :by)
                                ON CONFLICT DO NOTHING
                                """
                                        .formatted(table(row)))
                        .param("tenant", row.tenant().value())
                        .param("id", row.id().value())
                        .param("service", row.service().word())
                        .param("label", row.state().label())
                        .param("phase", row.phase().word())
                        .param("version", row.version())
                        .param("state", json.writeValueAsString(row.state()))
                        .param("due", utc(row.dueAt()))
                        .param("next", utc(nextCheck))
                        .param("created", utc(row.createdAt()))
                        .param("by", by.value())
                        .update()
                == 1;
    }

    /** From one phase to another; {@code due} is null where nothing is left to do. */
    boolean move(KeyRow row, Phase from, Phase to, int version, @Nullable Instant due) {
        return change(
                row,
                "phase = :to, version = :version, due_at = :due",
                "phase = :from",
                of("to", to.word())
                        .addValue("version", version)
                        .addValue("due", utc(due))
                        .addValue("from", from.word()));
    }

    /** The end of one that was being erased. */
    boolean remove(KeyRow row) {
        return jdbc.sql(
                                "DELETE FROM %s WHERE tenant_id = ? AND id = ? AND phase = 'erasing'"
                                        .formatted(table(row)))
                        .params(row.tenant().value(), row.id().value())
                        .update()
                == 1;
    }

    /** Notes what it will be once its next value is kept. */
    boolean beginReplacing(KeyRow row, KeyState next, Instant due) {
        return change(
                row,
                "pending = :next::jsonb, due_at = :due",
                """
                pending IS NULL AND phase = :phase AND phase IN ('live', 'revoked')
                    AND version = :version
                """,
                of("next", json.writeValueAsString(next))
                        .addValue("due", utc(due))
                        .addValue("phase", row.phase().word())
                        .addValue("version", row.version()));
    }

    /** It is what it was to be; the value of this version is kept. */
    boolean endReplacing(KeyRow row, KeyState next, int version, Instant now, Instant nextCheck) {
        return change(
                row,
                """
                pending = NULL, due_at = NULL, checking_since = NULL, state = :next::jsonb,
                    label = :label, version = :version, phase = 'live', next_check_at = :nextCheck,
                    value_at = :valueAt
                """,
                "pending IS NOT NULL AND phase IN ('live', 'revoked')",
                of("next", json.writeValueAsString(next))
                        .addValue("label", next.label())
                        .addValue("version", version)
                        .addValue("valueAt", utc(now))
                        .addValue("nextCheck", utc(nextCheck)));
    }

    /** It stays as it is. */
    boolean dropReplacing(KeyRow row) {
        return change(
                row,
                "pending = NULL, due_at = NULL",
                "pending IS NOT NULL AND phase IN ('live', 'revoked')",
                new MapSqlParameterSource());
    }

    /** Its service is asked from now on; false: it is being asked already, or is not kept. */
    boolean beginCheck(KeyRow row, Instant now) {
        return change(
                row,
                "checking_since = :now",
                "phase = 'live' AND (checking_since IS NULL OR checking_since <= :stale)",
                of("now", utc(now)).addValue("stale", utc(now.minus(KeyRow.CHECK_TAKES))));
    }

    /** What was told, unless its value is another one meanwhile. */
    boolean endCheck(KeyRow row, KeyState told, Instant nextCheck) {
        return change(
                row,
                "checking_since = NULL, next_check_at = :next, state = :told::jsonb",
                "phase = 'live' AND version = :version",
                of("next", utc(nextCheck))
                        .addValue("told", json.writeValueAsString(told))
                        .addValue("version", row.version()));
    }

    /** It is revoked: a replacement that is under way comes to nothing. */
    boolean revoke(KeyRow row, KeyState revoked, Instant due) {
        return change(
                row,
                """
                phase = 'revoking', pending = NULL, due_at = :due, checking_since = NULL,
                    state = :state::jsonb
                """,
                "phase IN ('live', 'revoked')",
                of("due", utc(due)).addValue("state", json.writeValueAsString(revoked)));
    }

    private static MapSqlParameterSource of(String name, @Nullable Object value) {
        return new MapSqlParameterSource(name, value);
    }

    private boolean change(KeyRow row, String set, String where, MapSqlParameterSource values) {
        values.addValue("tenant", row.tenant().value()).addValue("id", row.id().value());
        return jdbc.sql(
                                "UPDATE %s SET %s WHERE tenant_id = :tenant AND id = :id AND %s"
                                        .formatted(table(row), set, where))
                        .paramSource(values)
                        .update()
                == 1;
    }

    /** They were delivered; more often than once a minute is not written. */
    void used(TenantId tenant, Collection<KeyId> keys, Instant now) {
        UUID[] ids = keys.stream().map(KeyId::value).toArray(UUID[]::new);
        for (KeyService.Kind kind : KeyService.Kind.values()) {
            jdbc.sql(
                            """
                            UPDATE %s SET used_at = :now
                            WHERE tenant_id = :tenant AND id = ANY (:ids)
                                AND (used_at IS NULL OR used_at < :before)
                            """
                                    .formatted(table(kind)))
                    .param("now", utc(now))
                    .param("tenant", tenant.value())
                    .param("ids", ids)
                    .param("before", utc(now.minusSeconds(60)))
                    .update();
        }
    }

    private KeyRow row(ResultSet row, int number) throws SQLException {
        String pending = row.getString("pending");
        return new KeyRow(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new KeyId(row.getObject("id", UUID.class)),
                KeyService.of(row.getString("service")).orElseThrow(),
                Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                row.getInt("version"),
                json.readValue(row.getString("state"), KeyState.class),
                pending == null ? null : json.readValue(pending, KeyState.class),
                instant(row, "due_at"),
                instant(row, "checking_since"),
                instant(row, "used_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
