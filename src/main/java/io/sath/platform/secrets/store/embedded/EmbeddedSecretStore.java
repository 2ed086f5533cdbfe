package io.sath.platform.secrets.store.embedded;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keys as envelopes in PostgreSQL, under the wrapping keys of the key file.
 *
 * <p>The newest version alone is kept: a replaced or erased value is gone from the table. Only
 * {@link #deliver} opens an envelope, for one start of the bot.
 */
final class EmbeddedSecretStore implements SecretStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final WrappingKeys keys;
    private final SecureRandom random;
    private final Clock clock;

    EmbeddedSecretStore(
            TenantScope scope,
            JdbcClient jdbc,
            WrappingKeys keys,
            SecureRandom random,
            Clock clock) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** A row as it lies in the table. */
    private record Row(KeyId key, int version, String wrappingKey, Envelope envelope) {}

    @Override
    public Written put(
            Place place, Map<String, SecretValue> fields, int replaces, Map<String, String> notes) {
        int version = replaces + 1;
        byte[] content = SecretFields.write(fields);
        Envelope envelope;
        try {
            envelope = Envelope.seal(content, place, version, keys.current(), random);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
        try {
            int written =
                    scope.call(
                            place.tenant(),
                            () -> write(place, version, envelope, fields.keySet(), notes));
            return written == 1 ? new Written.Stored(version) : new Written.Conflict();
        } catch (DataAccessException e) {
            return new Written.Unavailable(Outage.UNREACHABLE);
        }
    }

    private int write(
            Place place,
            int version,
            Envelope envelope,
            Set<String> fields,
            Map<String, String> notes) {
        String sql =
                version == 1
                        ? """
                        INSERT INTO sealed_secrets (tenant_id, bot_id, key_id, version, wrapping_key,
                            wrapped_key, sealed, fields, notes, written_at)
                        VALUES (:tenant, :bot, :key, :version, :wrapping, :wrapped, :sealed,
                            :fields, :notes::jsonb, :at)
                        ON CONFLICT DO NOTHING
                        """
                        : """
                        UPDATE sealed_secrets SET version = :version, wrapping_key = :wrapping,
                            wrapped_key = :wrapped, sealed = :sealed, fields = :fields,
                            notes = :notes::jsonb, written_at = :at
                        WHERE tenant_id = :tenant AND bot_id = :bot AND key_id = :key
                            AND version = :version - 1
                        """;
        return jdbc.sql(sql)
                .param("tenant", place.tenant().value())
                .param("bot", place.bot().value())
                .param("key", place.key().value())
                .param("version", version)
                .param("wrapping", keys.currentId())
                .param("wrapped", envelope.wrappedKey())
                .param("sealed", envelope.sealed())
                .param("fields", fields.toArray(String[]::new))
                .param("notes", JSON.writeValueAsString(notes))
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    @Override
    public Found find(Place place) {
        try {
            return scope.call(
                    place.tenant(),
                    () ->
                            jdbc.sql(
                                            """
                                            SELECT version, fields, notes, written_at
                                            FROM sealed_secrets
                                            WHERE tenant_id = ? AND bot_id = ? AND key_id = ?
                                            """)
                                    .params(
                                            place.tenant().value(),
                                            place.bot().value(),
                                            place.key().value())
                                    .query((row, number) -> present(row))
                                    .optional()
                                    .orElseGet(Found.Absent::new));
        } catch (DataAccessException e) {
            return new Found.Unavailable(Outage.UNREACHABLE);
        }
    }

    private static Found present(ResultSet row) throws SQLException {
        Array fields = row.getArray("fields");
        return new Found.Present(
                row.getInt("version"),
                new TreeSet<>(List.of((String[]) fields.getArray())),
                JSON.readValue(row.getString("notes"), new TypeReference<Map<String, String>>() {}),
                row.getTimestamp("written_at").toInstant());
    }

    @Override
    public Erased erase(Place place) {
        try {
            scope.run(
                    place.tenant(),
                    () ->
                            jdbc.sql(
                                            """
                                            DELETE FROM sealed_secrets
                                            WHERE tenant_id = ? AND bot_id = ? AND key_id = ?
                                            """)
                                    .params(
                                            place.tenant().value(),
                                            place.bot().value(),
                                            place.key().value())
                                    .update());
            return new Erased.Done();
        } catch (DataAccessException e) {
            return new Erased.Unavailable(Outage.UNREACHABLE);
        }
    }

    @Override
    public Delivered deliver(TenantId tenant, BotId bot, List<KeyId> wanted) {
        if (wanted.isEmpty()) {
            return new Delivered.Ready(SecretDelivery.ByStdin.none());
        }
        List<Row> rows;
        try {
            rows = scope.call(tenant, () -> rows(tenant, bot));
        } catch (DataAccessException e) {
            return new Delivered.Unavailable(Outage.UNREACHABLE);
        }
        List<KeyId> missing = new ArrayList<>(wanted);
        List<Row> found = rows.stream().filter(row -> missing.remove(row.key())).toList();
        if (!missing.isEmpty()) {
            return new Delivered.Missing(List.copyOf(missing));
        }
        List<byte[]> opened = new ArrayList<>();
        try {
            for (Row row : found) {
                Place place = new Place(tenant, bot, row.key());
                opened.add(row.envelope().open(place, row.version(), keys.byId(row.wrappingKey())));
            }
            return new Delivered.Ready(
                    new SecretDelivery.ByStdin(
                            SecretValue.owning(
                                    SecretFields.line(
                                            found.stream().map(Row::key).toList(), opened))));
        } finally {
            opened.forEach(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    private List<Row> rows(TenantId tenant, BotId bot) {
        return jdbc.sql(
                        """
                        SELECT key_id, version, wrapping_key, wrapped_key, sealed
                        FROM sealed_secrets WHERE tenant_id = ? AND bot_id = ?
                        """)
                .params(tenant.value(), bot.value())
                .query((row, n) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new KeyId(row.getObject("key_id", UUID.class)),
                row.getInt("version"),
                row.getString("wrapping_key"),
                new Envelope(row.getBytes("wrapped_key"), row.getBytes("sealed")));
    }

    /**
     * What a rotation did.
     *
     * @param fresh a new wrapping key was made; else it went on with the one of a rotation that was
     *     cut off
     */
    record Rotated(String keyId, boolean fresh, int rewrapped) {}

    /**
     * Goes on with a rotation that was cut off, or else makes a new wrapping key and begins one.
     */
    Rotated rotate() {
        int left = rewrapAll();
        if (left > 0) {
            return new Rotated(keys.currentId(), false, left);
        }
        keys.rotate();
        return new Rotated(keys.currentId(), true, rewrapAll());
    }

    /**
     * Puts every data key under the wrapping key in use, a tenant at a time; afterwards no row
     * names an older one. It may be cut off and begun again at any moment.
     *
     * @return how many were rewrapped
     */
    @CrossTenant("a rotation goes over every tenant; it learns ids and versions alone")
    int rewrapAll() {
        List<TenantId> tenants =
                scope.acrossTenants(() ->
                        jdbc.sql(
                                        """
                                        SELECT DISTINCT tenant_id FROM sealed_secrets
                                        WHERE wrapping_key <> ?
                                        """)
                                .param(keys.currentId())
                                .query((row, n) -> new TenantId(row.getObject(1, UUID.class)))
                                .list());
        return tenants.stream().mapToInt(this::rewrap).sum();
    }

    /** A sealed secret and whose it is. */
    private record Sealed(BotId bot, Row row) {}

    private int rewrap(TenantId tenant) {
        return scope.call(
                tenant,
                () -> {
                    List<Sealed> old =
                            jdbc.sql(
                                            """
                                            SELECT bot_id, key_id, version, wrapping_key, wrapped_key, sealed
                                            FROM sealed_secrets WHERE tenant_id = ? AND wrapping_key <> ?
                                            FOR UPDATE
                                            """)
                                    .params(tenant.value(), keys.currentId())
                                    .query((row, n) ->
                                            new Sealed(
                                                    new BotId(row.getString("bot_id")), row(row)))
                                    .list();
                    old.forEach(sealed -> rewrap(tenant, sealed));
                    return old.size();
                });
    }

    private void rewrap(TenantId tenant, Sealed old) {
        Row row = old.row();
        Envelope fresh =
                row.envelope()
                        .rewrapped(
                                new Place(tenant, old.bot(), row.key()),
                                row.version(),
                                keys.byId(row.wrappingKey()),
                                keys.current(),
                                random);
        jdbc.sql(
                        """
                        UPDATE sealed_secrets SET wrapping_key = ?, wrapped_key = ?
                        WHERE tenant_id = ? AND bot_id = ? AND key_id = ?
                        """)
                .params(
                        keys.currentId(),
                        fresh.wrappedKey(),
                        tenant.value(),
                        old.bot().value(),
                        row.key().value())
                .update();
    }

    @Override
    public Health health() {
        try {
            jdbc.sql("SELECT 1").query(Integer.class).single();
            return new Health.Open();
        } catch (DataAccessException e) {
            return new Health.Closed(Outage.UNREACHABLE);
        }
    }

    @Override
    public boolean readableByPlatform() {
        return true;
    }
}
