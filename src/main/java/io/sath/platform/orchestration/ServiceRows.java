package io.sath.platform.orchestration;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How each bot fared on each build it ran, in the table {@code bot_services}. */
@Component
class ServiceRows {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    ServiceRows(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /**
     * A bot's time on a build, counted from when it last came to it.
     *
     * @param errors lines of level error
     * @param silences heartbeats missed for 30 s
     * @param deaths ends by itself
     */
    record ServiceRow(
            BotId bot,
            String version,
            Instant since,
            long millis,
            long errors,
            long silences,
            long deaths,
            boolean givenUp) {}

    /** What comes on top. */
    record More(long millis, long errors, long silences, long deaths, boolean givenUp) {
        static final More NOTHING = new More(0, 0, 0, 0, false);
    }

    /** A bot came to a build: it is counted anew. */
    void begin(TenantId tenant, BotId bot, String version, Instant now) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        INSERT INTO bot_services (tenant_id, bot_id, version, since)
                                        VALUES (?, ?, ?, ?)
                                        ON CONFLICT (tenant_id, bot_id, version) DO UPDATE SET
                                            since = excluded.since, millis = 0, errors = 0,
                                            silences = 0, deaths = 0, given_up = false
                                        """)
                                .params(
                                        tenant.value(),
                                        bot.value(),
                                        version,
                                        now.atOffset(ZoneOffset.UTC))
                                .update());
    }

    void add(TenantId tenant, BotId bot, String version, More more) {
        scope.run(
                tenant,
                () ->
                        jdbc.sql(
                                        """
                                        UPDATE bot_services SET millis = millis + ?,
                                            errors = errors + ?, silences = silences + ?,
                                            deaths = deaths + ?, given_up = given_up OR ?
                                        WHERE tenant_id = ? AND bot_id = ? AND version = ?
                                        """)
                                .params(
                                        more.millis(),
                                        more.errors(),
                                        more.silences(),
                                        more.deaths(),
                                        more.givenUp(),
                                        tenant.value(),
                                        bot.value(),
                                        version)
                                .update());
    }

    /** Every bot on every build that it ran. */
    @CrossTenant("a rollout is judged over all bots that it moved")
    List<ServiceRow> all() {
        return scope.acrossTenants(() ->
                jdbc.sql(
                                """
                                SELECT bot_id, version, since, millis, errors, silences, deaths,
                                       given_up
                                FROM bot_services
                                """)
                        .query((row, n) ->
                                new ServiceRow(
                                        new BotId(row.getString("bot_id")),
                                        row.getString("version"),
                                        row.getObject("since", OffsetDateTime.class).toInstant(),
                                        row.getLong("millis"),
                                        row.getLong("errors"),
                                        row.getLong("silences"),
                                        row.getLong("deaths"),
                                        row.getBoolean("given_up")))
                        .list());
    }

    /** The build that each bot ran last. */
    Map<BotId, String> newest() {
        return newest(all());
    }

    static Map<BotId, String> newest(List<ServiceRow> rows) {
        Map<BotId, ServiceRow> newest = new HashMap<>();
        for (ServiceRow row : rows) {
            newest.merge(
                    row.bot(),
                    row,
                    (one, other) -> one.since().isBefore(other.since()) ? other : one);
        }
        Map<BotId, String> versions = new HashMap<>();
        newest.forEach((bot, row) -> versions.put(bot, row.version()));
        return Map.copyOf(versions);
    }
}
