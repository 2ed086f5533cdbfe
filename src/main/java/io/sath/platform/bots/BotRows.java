package io.sath.platform.bots;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of this module; every call happens inside a {@code TenantScope}. */
@Component
class BotRows {
    private static final String SELECT =
            """
            SELECT tenant_id, id, desired_on, exit_only, stop_policy, act, act_at, run_rev, keys_rev,
                   settings_rev, revision
            FROM bots
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    BotRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<BotRow> find(TenantId tenant) {
        return jdbc.sql(SELECT + "WHERE tenant_id = ?")
                .param(tenant.value())
                .query(BotRows::row)
                .optional();
    }

    /** A bot and what was last seen of it, where something was. */
    record SeenRow(BotRow bot, Mode mode, @Nullable Sight sight) {}

    @CrossTenant("operators see all bots")
    List<SeenRow> allSeen() {
        return jdbc.sql(
                        """
                        SELECT b.tenant_id, b.id, b.desired_on, b.exit_only, b.stop_policy, b.act,
                               b.act_at, b.run_rev, b.keys_rev, b.settings_rev, b.revision,
                               c.config ->> 'mode' AS mode, s.sight
                        FROM bots b
                        JOIN bot_configs c ON (c.tenant_id, c.bot_id, c.revision)
                            = (b.tenant_id, b.id, b.revision)
                        LEFT JOIN bot_sights s ON (s.tenant_id, s.bot_id) = (b.tenant_id, b.id)
                        ORDER BY b.created_at, b.id
                        """)
                .query((row, n) -> {
                    String sight = row.getString("sight");
                    return new SeenRow(
                            row(row, n),
                            Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                            sight == null ? null : json.readValue(sight, Sight.class));
                })
                .list();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<BotRow> lock(TenantId tenant) {
        return jdbc.sql(SELECT + "WHERE tenant_id = ? FOR UPDATE")
                .param(tenant.value())
                .query(BotRows::row)
                .optional();
    }

    @CrossTenant("the sweep compares every bot with what runs; operators see all")
    List<BotRow> all() {
        return jdbc.sql(SELECT).query(BotRows::row).list();
    }

    /** Makes the tenant's bot if there is none; whoever comes second finds the first one's. */
    void insert(TenantId tenant, BotId id, BotConfig config, Instant now) {
        int made =
                jdbc.sql(
                                """
                                INSERT INTO bots (tenant_id, id, created_at, act_at)
                                VALUES (:tenant, :id, :now, :now) ON CONFLICT (tenant_id) DO NOTHING
                                """)
                        .param("tenant", tenant.value())
                        .param("id", id.value())
                        .param("now", utc(now))
                        .update();
        if (made == 1) {
            insertConfig(tenant, id, 1, config, now, null, 1);
        }
    }

    void update(BotRow row) {
        jdbc.sql(
                        """
                        UPDATE bots SET desired_on = :on, exit_only = :exitOnly, stop_policy = :stop,
                            act = :act, act_at = :actAt, run_rev = :runRev, keys_rev = :keysRev,
                            settings_rev = :settingsRev, revision = :revision
                        WHERE tenant_id = :tenant AND id = :id
                        """)
                .param("on", row.on())
                .param("exitOnly", row.exitOnly())
                .param("stop", row.stop() == null ? null : row.stop().word())
                .param("act", row.act())
                .param("actAt", utc(row.actAt()))
                .param("runRev", row.runRev())
                .param("keysRev", row.keysRev())
                .param("settingsRev", row.settingsRev())
                .param("revision", row.revision())
                .param("tenant", row.tenant().value())
                .param("id", row.id().value())
                .update();
    }

    /** Raises the revision of its settings file; answers the new one. */
    long raiseSettings(TenantId tenant) {
        return jdbc.sql(
                        """
                        UPDATE bots SET settings_rev = settings_rev + 1 WHERE tenant_id = ?
                        RETURNING settings_rev
                        """)
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    void raiseSettingsAbove(TenantId tenant, long given) {
        jdbc.sql("UPDATE bots SET settings_rev = ? WHERE tenant_id = ? AND settings_rev <= ?")
                .params(given + 1, tenant.value(), given)
                .update();
    }

    void insertConfig(
            TenantId tenant,
            BotId bot,
            long revision,
            BotConfig config,
            Instant at,
            @Nullable UserId by,
            long settingsRev) {
        jdbc.sql(
                        """
                        INSERT INTO bot_configs
                            (tenant_id, bot_id, revision, config, saved_at, saved_by, settings_rev)
                        VALUES (:tenant, :bot, :revision, :config::jsonb, :at, :by, :settingsRev)
                        """)
                .param("tenant", tenant.value())
                .param("bot", bot.value())
                .param("revision", revision)
                .param("config", json.writeValueAsString(ConfigJson.of(config)))
                .param("at", utc(at))
                .param("by", by == null ? null : by.value())
                .param("settingsRev", settingsRev)
                .update();
    }

    Optional<StoredConfig> config(TenantId tenant, long revision) {
        return jdbc.sql(
                        """
                        SELECT revision, config, saved_at, saved_by FROM bot_configs
                        WHERE tenant_id = ? AND revision = ?
                        """)
                .params(tenant.value(), revision)
                .query(this::stored)
                .optional();
    }

    /**
     * Revisions with their predecessors' configuration, from {@code after} on in the order asked.
     */
    List<StoredConfig> configs(
            TenantId tenant, @Nullable Long after, boolean ascending, int limit) {
        String order = ascending ? "ASC" : "DESC";
        String beyond = ascending ? ">" : "<";
        JdbcClient.StatementSpec statement =
                after == null
                        ? jdbc.sql(
                                """
                                SELECT revision, config, saved_at, saved_by FROM bot_configs
                                WHERE tenant_id = :tenant ORDER BY revision %s LIMIT :limit
                                """
                                        .formatted(order))
                        : jdbc.sql(
                                        """
                                        SELECT revision, config, saved_at, saved_by FROM bot_configs
                                        WHERE tenant_id = :tenant AND revision %s :after
                                        ORDER BY revision %s LIMIT :limit
                                        """
                                                .formatted(beyond, order))
                                .param("after", after);
        return statement
                .param("tenant", tenant.value())
                .param("limit", limit)
                .query(this::stored)
                .list();
    }

    /** The revision that a bot has taken whose settings are {@code settingsRev}. */
    @Nullable Long revisionOf(TenantId tenant, long settingsRev) {
        return jdbc.sql(
                        """
                        SELECT max(revision) AS revision FROM bot_configs
                        WHERE tenant_id = ? AND settings_rev <= ?
                        """)
                .params(tenant.value(), settingsRev)
                .query((row, number) -> row.getObject("revision", Long.class))
                .list()
                .getFirst();
    }

    void writeSight(TenantId tenant, BotId bot, Sight sight) {
        jdbc.sql(
                        """
                        INSERT INTO bot_sights (tenant_id, bot_id, seen_at, sight)
                        VALUES (:tenant, :bot, :at, :sight::jsonb)
                        ON CONFLICT (tenant_id, bot_id)
                        DO UPDATE SET seen_at = excluded.seen_at, sight = excluded.sight
                        """)
                .param("tenant", tenant.value())
                .param("bot", bot.value())
                .param("at", utc(sight.seenAt()))
                .param("sight", json.writeValueAsString(sight))
                .update();
    }

    Optional<Sight> sight(TenantId tenant) {
        return jdbc.sql("SELECT sight FROM bot_sights WHERE tenant_id = ?")
                .param(tenant.value())
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, Sight.class));
    }

    JsonNode tree(BotConfig config) {
        return json.valueToTree(ConfigJson.of(config));
    }

    /** A revision as it is stored. */
    record StoredConfig(BotConfig config, Instant at, @Nullable UserId by) {}

    private StoredConfig stored(ResultSet row, int number) throws SQLException {
        BotConfig config = ConfigReader.read(json.readTree(row.getString("config")));
        UUID by = row.getObject("saved_by", UUID.class);
        return new StoredConfig(
                config.numbered(row.getLong("revision")),
                instant(row, "saved_at"),
                by == null ? null : new UserId(by));
    }

    private static BotRow row(ResultSet row, int number) throws SQLException {
        String stop = row.getString("stop_policy");
        return new BotRow(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new BotId(row.getString("id")),
                row.getBoolean("desired_on"),
                row.getBoolean("exit_only"),
                stop == null ? null : StopPolicy.valueOf(stop.toUpperCase(Locale.ROOT)),
                row.getLong("act"),
                instant(row, "act_at"),
                row.getLong("run_rev"),
                row.getLong("keys_rev"),
                row.getLong("settings_rev"),
                row.getLong("revision"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
