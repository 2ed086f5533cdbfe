package io.sath.platform.orchestration;

import io.sath.platform.database.Mandate;
import io.sath.platform.orchestration.scheduler.Nodes.Node;
import io.sath.platform.shared.BotId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of a fleet as a whole, none of it a tenant's. What the leader finds it writes under
 * its mandate; what an operator orders stands beside it.
 */
@Component
class FleetRows {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json = JsonMapper.builder().build();

    FleetRows(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** The state as told in an epoch. */
    record Told(long epoch, Instant at, FleetState state) {}

    /** A machine as last seen; {@code drainWanted} null: nothing is ordered. */
    record NodeRow(
            Node node,
            Instant seenAt,
            @Nullable Boolean drainWanted,
            @Nullable String drainFault) {}

    /** What runs and nobody wants. */
    record OrphanRow(
            BotId bot,
            @Nullable String node,
            @Nullable Instant startedAt,
            Instant firstSeenAt,
            Instant lastSeenAt,
            @Nullable Instant stopAskedAt,
            @Nullable Instant endedAt) {}

    /** Does {@code work} in one transaction, as long as the mandate holds. */
    void under(Mandate mandate, Runnable work) {
        transactions.executeWithoutResult(status -> {
            mandate.require();
            work.run();
        });
    }

    void tell(String fleet, long epoch, Instant now, FleetState state) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_states (fleet, epoch, told_at, state)
                        VALUES (:fleet, :epoch, :now, :state::jsonb)
                        ON CONFLICT (fleet) DO UPDATE SET
                            epoch = excluded.epoch, told_at = excluded.told_at, state = excluded.state
                        """)
                .param("fleet", fleet)
                .param("epoch", epoch)
                .param("now", utc(now))
                .param("state", json.writeValueAsString(state))
                .update();
    }

    Optional<Told> told(String fleet) {
        return jdbc.sql("SELECT epoch, told_at, state FROM fleet_states WHERE fleet = ?")
                .param(fleet)
                .query((row, n) ->
                        new Told(
                                row.getLong("epoch"),
                                instant(row, "told_at"),
                                json.readValue(row.getString("state"), FleetState.class)))
                .optional();
    }

    /** Notes the machines that there are; what is no longer among them is forgotten. */
    void writeNodes(String fleet, List<Node> nodes, Instant now) {
        for (Node node : nodes) {
            jdbc.sql(
                            """
                            INSERT INTO fleet_nodes AS f (fleet, id, seen_at, node)
                            VALUES (:fleet, :id, :now, :node::jsonb)
                            ON CONFLICT (fleet, id) DO UPDATE SET
                                seen_at = excluded.seen_at, node = excluded.node,
                                drain_wanted = CASE WHEN f.drain_wanted = :draining THEN NULL
                                    ELSE f.drain_wanted END
                            """)
                    .param("fleet", fleet)
                    .param("id", node.id())
                    .param("now", utc(now))
                    .param("node", json.writeValueAsString(node))
                    .param("draining", node.draining())
                    .update();
        }
        jdbc.sql("DELETE FROM fleet_nodes WHERE fleet = ? AND seen_at < ?")
                .params(fleet, utc(now))
                .update();
    }

    List<NodeRow> nodes(String fleet) {
        return jdbc.sql(
                        """
                        SELECT node, seen_at, drain_wanted, drain_fault FROM fleet_nodes
                        WHERE fleet = ? ORDER BY node ->> 'name', id
                        """)
                .param(fleet)
                .query((row, n) ->
                        new NodeRow(
                                json.readValue(row.getString("node"), Node.class),
                                instant(row, "seen_at"),
                                row.getObject("drain_wanted", Boolean.class),
                                row.getString("drain_fault")))
                .list();
    }

    /** Orders it; false where there is no such machine. */
    boolean orderDrain(String fleet, String node, boolean on) {
        return jdbc.sql(
                                """
                                UPDATE fleet_nodes SET drain_wanted = ?, drain_fault = NULL
                                WHERE fleet = ? AND id = ?
                                """)
                        .params(on, fleet, node)
                        .update()
                == 1;
    }

    void drainFailed(String fleet, String node, String fault) {
        jdbc.sql("UPDATE fleet_nodes SET drain_fault = left(?, 500) WHERE fleet = ? AND id = ?")
                .params(fault, fleet, node)
                .update();
    }

    void sawOrphan(
            String fleet, BotId bot, @Nullable String node, @Nullable Instant began, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_orphans AS o
                            (fleet, bot_id, node, started_at, first_seen_at, last_seen_at)
                        VALUES (:fleet, :bot, :node, :began, :now, :now)
                        ON CONFLICT (fleet, bot_id) DO UPDATE SET
                            node = excluded.node, started_at = excluded.started_at,
                            last_seen_at = excluded.last_seen_at, ended_at = NULL
                        """)
                .param("fleet", fleet)
                .param("bot", bot.value())
                .param("node", node)
                .param("began", began == null ? null : utc(began))
                .param("now", utc(now))
                .update();
    }

    void orphanEnded(String fleet, BotId bot, Instant now) {
        jdbc.sql(
                        """
                        UPDATE fleet_orphans SET ended_at = ?
                        WHERE fleet = ? AND bot_id = ? AND ended_at IS NULL
                        """)
                .params(utc(now), fleet, bot.value())
                .update();
    }

    /** It is one no longer: a row wants it, or it is gone for long. */
    void forgetOrphan(String fleet, BotId bot) {
        jdbc.sql("DELETE FROM fleet_orphans WHERE fleet = ? AND bot_id = ?")
                .params(fleet, bot.value())
                .update();
    }

    List<OrphanRow> orphans(String fleet) {
        return jdbc.sql(
                        "SELECT * FROM fleet_orphans WHERE fleet = ? ORDER BY first_seen_at, bot_id")
                .param(fleet)
                .query((row, n) ->
                        new OrphanRow(
                                new BotId(row.getString("bot_id")),
                                row.getString("node"),
                                instantOrNull(row, "started_at"),
                                instant(row, "first_seen_at"),
                                instant(row, "last_seen_at"),
                                instantOrNull(row, "stop_asked_at"),
                                instantOrNull(row, "ended_at")))
                .list();
    }

    /** Orders its end; false where it is none that runs. */
    boolean orderStop(String fleet, BotId bot, Instant now) {
        return jdbc.sql(
                                """
                                UPDATE fleet_orphans SET stop_asked_at = coalesce(stop_asked_at, ?)
                                WHERE fleet = ? AND bot_id = ? AND ended_at IS NULL
                                """)
                        .params(utc(now), fleet, bot.value())
                        .update()
                == 1;
    }

    /** Opens a hold, unless one is open. */
    void hold(String fleet, RestoreRule.Evidence found, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_holds (fleet, since, found) VALUES (?, ?, ?::jsonb)
                        ON CONFLICT DO NOTHING
                        """)
                .params(fleet, utc(now), json.writeValueAsString(found))
                .update();
    }

    /** The hold that is open. */
    record Hold(Instant since, RestoreRule.Evidence found) {}

    Optional<Hold> held(String fleet) {
        return jdbc.sql(
                        "SELECT since, found FROM fleet_holds WHERE fleet = ? AND lifted_at IS NULL")
                .param(fleet)
                .query((row, n) ->
                        new Hold(
                                instant(row, "since"),
                                json.readValue(row.getString("found"), RestoreRule.Evidence.class)))
                .optional();
    }

    /** Lifts the hold; false where none is open. */
    boolean lift(String fleet, Instant now) {
        return jdbc.sql(
                                "UPDATE fleet_holds SET lifted_at = ? WHERE fleet = ? AND lifted_at IS NULL")
                        .params(utc(now), fleet)
                        .update()
                == 1;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
