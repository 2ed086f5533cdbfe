package io.sath.platform.orchestration;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is kept between starts of the platform of each bot's runs. */
@Component
class RunRows {
    private static final String SELECT =
            "SELECT tenant_id, bot_id, place, runs, told, orders FROM bot_controls";

    private final TenantScope scope;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    RunRows(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /**
     * @param place of the output, up to which everything is stored
     * @param runs the highest seq read of each of the last runs
     */
    record Row(
            TenantId tenant,
            BotId bot,
            String place,
            Map<UUID, Long> runs,
            Told told,
            Orders orders) {
        Row {
            runs = Map.copyOf(runs);
        }
    }

    @CrossTenant("a platform that starts takes up every bot")
    Map<BotId, Row> all() {
        List<Row> rows = scope.acrossTenants(() -> jdbc.sql(SELECT).query(this::row).list());
        Map<BotId, Row> byBot = new HashMap<>();
        rows.forEach(row -> byBot.put(row.bot(), row));
        return Map.copyOf(byBot);
    }

    Row get(TenantId tenant, BotId bot) {
        return scope.call(
                tenant,
                () ->
                        jdbc.sql(SELECT + " WHERE tenant_id = ? AND bot_id = ?")
                                .params(tenant.value(), bot.value())
                                .query(this::row)
                                .optional()
                                .orElseGet(() ->
                                        new Row(
                                                tenant,
                                                bot,
                                                "",
                                                Map.of(),
                                                Told.NOTHING,
                                                Orders.NONE)));
    }

    void writeRead(TenantId tenant, BotId bot, String place, Map<UUID, Long> runs, Told told) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO bot_controls (tenant_id, bot_id, place, runs, told)
                                        VALUES (:tenant, :bot, :place, :runs::jsonb, :told::jsonb)
                                        ON CONFLICT (tenant_id, bot_id) DO UPDATE SET
                                            place = excluded.place, runs = excluded.runs,
                                            told = excluded.told
                                        """)
                                .param("tenant", tenant.value())
                                .param("bot", bot.value())
                                .param("place", place)
                                .param("runs", json.writeValueAsString(runs))
                                .param("told", json.writeValueAsString(told))
                                .update());
    }

    void writeOrders(TenantId tenant, BotId bot, Orders orders) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO bot_controls (tenant_id, bot_id, orders)
                                        VALUES (:tenant, :bot, :orders::jsonb)
                                        ON CONFLICT (tenant_id, bot_id)
                                        DO UPDATE SET orders = excluded.orders
                                        """)
                                .param("tenant", tenant.value())
                                .param("bot", bot.value())
                                .param("orders", json.writeValueAsString(orders))
                                .update());
    }

    private Row row(ResultSet row, int number) throws SQLException {
        String told = row.getString("told");
        String orders = row.getString("orders");
        return new Row(
                new TenantId(row.getObject("tenant_id", UUID.class)),
                new BotId(row.getString("bot_id")),
                row.getString("place"),
                json.readValue(row.getString("runs"), new TypeReference<Map<UUID, Long>>() {}),
                told.equals("{}") ? Told.NOTHING : json.readValue(told, Told.class),
                orders.equals("{}") ? Orders.NONE : json.readValue(orders, Orders.class));
    }
}
