package io.sath.platform.secrets.store.embedded;

import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore.Place;
import io.sath.platform.secrets.store.move.SealedKeys;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The envelopes of every tenant, opened one by one for the move to Vault. */
final class SealedRows implements SealedKeys {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final WrappingKeys keys;

    SealedRows(TenantScope scope, JdbcClient jdbc, WrappingKeys keys) {
        this.scope = scope;
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @Override
    @CrossTenant("the move goes over every tenant's keys; it learns ids, versions and notes")
    public List<Sealed> all() {
        return scope.acrossTenants(() ->
                jdbc.sql(
                                """
                                SELECT tenant_id, bot_id, key_id, version, fields, notes, moved_version
                                FROM sealed_secrets ORDER BY tenant_id, bot_id, key_id
                                """)
                        .query((row, number) -> sealed(row))
                        .list());
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        int version = row.getInt("version");
        return new Sealed(
                new Place(
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        new BotId(row.getString("bot_id")),
                        new KeyId(row.getObject("key_id", UUID.class))),
                version,
                Set.of((String[]) row.getArray("fields").getArray()),
                JSON.readValue(row.getString("notes"), new TypeReference<Map<String, String>>() {}),
                row.getInt("moved_version") == version);
    }

    @Override
    public <T> T open(Sealed sealed, Function<Map<String, SecretValue>, T> use) {
        Place place = sealed.place();
        byte[] content =
                scope.call(
                        place.tenant(),
                        () ->
                                jdbc.sql(
                                                """
                                                SELECT wrapping_key, wrapped_key, sealed FROM sealed_secrets
                                                WHERE tenant_id = ? AND bot_id = ? AND key_id = ?
                                                    AND version = ?
                                                """)
                                        .params(
                                                place.tenant().value(),
                                                place.bot().value(),
                                                place.key().value(),
                                                sealed.version())
                                        .query((row, number) ->
                                                new Envelope(
                                                                row.getBytes("wrapped_key"),
                                                                row.getBytes("sealed"))
                                                        .open(
                                                                place,
                                                                sealed.version(),
                                                                keys.byId(
                                                                        row.getString(
                                                                                "wrapping_key"))))
                                        .single());
        Map<String, SecretValue> fields = new TreeMap<>();
        try {
            JSON.readTree(content)
                    .properties()
                    .forEach(field ->
                            fields.put(
                                    field.getKey(), SecretValue.of(field.getValue().asString())));
            return use.apply(fields);
        } finally {
            Arrays.fill(content, (byte) 0);
            fields.values().forEach(SecretValue::close);
        }
    }

    @Override
    public void moved(Sealed sealed) {
        Place place = sealed.place();
        scope.run(
                place.tenant(),
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE sealed_secrets SET moved_version = version
                                        WHERE tenant_id = ? AND bot_id = ? AND key_id = ? AND version = ?
                                        """)
                                .params(
                                        place.tenant().value(),
                                        place.bot().value(),
                                        place.key().value(),
                                        sealed.version())
                                .update());
    }

    @Override
    public int eraseMoved() {
        return all().stream()
                .map(sealed -> sealed.place().tenant())
                .distinct()
                .mapToInt(tenant ->
                        scope.call(
                                tenant,
                                () ->
                                        jdbc.sql(
                                                        """
                                                        DELETE FROM sealed_secrets
                                                        WHERE tenant_id = ? AND moved_version = version
                                                        """)
                                                .param(tenant.value())
                                                .update()))
                .sum();
    }
}
