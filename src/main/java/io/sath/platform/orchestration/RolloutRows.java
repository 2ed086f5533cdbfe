package io.sath.platform.orchestration;

import io.sath.platform.orchestration.Rollouts.Ring;
import io.sath.platform.orchestration.Rollouts.Rollout;
import io.sath.platform.orchestration.Rollouts.Service;
import io.sath.platform.orchestration.Rollouts.State;
import io.sath.platform.orchestration.Rollouts.Version;
import io.sath.platform.orchestration.ServiceRows.ServiceRow;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds and rollouts in the database, none of them a tenant's. */
@Component
class RolloutRows {
    private final JdbcClient jdbc;
    private final ServiceRows services;
    private final JsonMapper json = JsonMapper.builder().build();

    RolloutRows(JdbcClient jdbc, ServiceRows services) {
        this.jdbc = jdbc;
        this.services = services;
    }

    /** A rollout that is not over. */
    record Open(
            UUID id,
            Program from,
            Program to,
            State state,
            Ring ring,
            Instant ringSince,
            List<TenantId> canaries) {}

    /** A build is there. */
    void saw(Program build, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO bot_programs (version, sha256, seen_at) VALUES (?, ?, ?)
                        ON CONFLICT (version) DO NOTHING
                        """)
                .params(build.version(), build.sha256(), utc(now))
                .update();
    }

    /** The build that the fleet runs, rollouts aside. */
    Optional<Program> base(String fleet) {
        return jdbc.sql(
                        """
                        SELECT p.sha256 FROM fleet_programs f JOIN bot_programs p USING (version)
                        WHERE f.fleet = ?
                        """)
                .param(fleet)
                .query((row, n) -> new Program(row.getString("sha256")))
                .optional();
    }

    /** Every build by its version. */
    Map<String, Program> builds() {
        Map<String, Program> builds = new HashMap<>();
        jdbc.sql("SELECT sha256 FROM bot_programs")
                .query((row, n) -> new Program(row.getString("sha256")))
                .list()
                .forEach(build -> builds.put(build.version(), build));
        return Map.copyOf(builds);
    }

    void setBase(String fleet, Program build) {
        jdbc.sql(
                        """
                        INSERT INTO fleet_programs (fleet, version) VALUES (?, ?)
                        ON CONFLICT (fleet) DO UPDATE SET version = excluded.version
                        """)
                .params(fleet, build.version())
                .update();
    }

    List<Version> versions(String fleet) {
        String base = base(fleet).map(Program::version).orElse("");
        Map<BotId, String> newest = services.newest();
        return jdbc.sql("SELECT version, seen_at FROM bot_programs ORDER BY seen_at DESC LIMIT 100")
                .query((row, n) -> {
                    String version = row.getString("version");
                    return new Version(
                            version,
                            instant(row, "seen_at"),
                            (int) newest.values().stream().filter(version::equals).count(),
                            version.equals(base));
                })
                .list();
    }

    void insert(
            String fleet,
            UUID id,
            String from,
            String to,
            Ring first,
            List<TenantId> canaries,
            Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO rollouts (id, fleet, from_version, to_version, state, ring,
                            ring_since, canaries, started_at)
                        VALUES (:id, :fleet, :from, :to, 'running', :ring, :now, :canaries::uuid[],
                            :now)
                        """)
                .param("id", id)
                .param("fleet", fleet)
                .param("from", from)
                .param("to", to)
                .param("ring", word(first))
                .param("now", utc(now))
                .param(
                        "canaries",
                        "{"
                                + String.join(
                                        ",", canaries.stream().map(TenantId::toString).toList())
                                + "}")
                .update();
    }

    Optional<Open> open(String fleet) {
        return jdbc.sql(
                        """
                        SELECT r.*, f.sha256 AS from_sha, t.sha256 AS to_sha FROM rollouts r
                        JOIN bot_programs f ON f.version = r.from_version
                        JOIN bot_programs t ON t.version = r.to_version
                        WHERE r.fleet = ? AND r.state IN ('running', 'stopped')
                        """)
                .param(fleet)
                .query((row, n) ->
                        new Open(
                                row.getObject("id", UUID.class),
                                new Program(row.getString("from_sha")),
                                new Program(row.getString("to_sha")),
                                state(row),
                                ring(row),
                                instant(row, "ring_since"),
                                canaries(row)))
                .optional();
    }

    /** The next ring moves. */
    void advance(UUID id, Ring to, Instant now) {
        jdbc.sql("UPDATE rollouts SET ring = ?, ring_since = ? WHERE id = ? AND state = 'running'")
                .params(word(to), utc(now), id)
                .update();
    }

    /** Another state, where the rollout is not over; its ring is watched anew. */
    void turn(UUID id, State to, @Nullable Text reason, Instant now) {
        boolean over = to == State.DONE || to == State.BACK;
        jdbc.sql(
                        """
                        UPDATE rollouts SET state = :state, reason = :reason::jsonb,
                            ring_since = :now, ended_at = :ended
                        WHERE id = :id AND state IN ('running', 'stopped')
                        """)
                .param("state", word(to))
                .param(
                        "reason",
                        reason == null
                                ? null
                                : json.writeValueAsString(
                                        Map.of("key", reason.key(), "values", reason.values())))
                .param("now", utc(now))
                .param("ended", over ? utc(now) : null)
                .param("id", id)
                .update();
    }

    List<Rollout> list(String fleet, Duration soak) {
        List<ServiceRow> all = services.all();
        Map<BotId, String> newest = ServiceRows.newest(all);
        return jdbc.sql("SELECT * FROM rollouts WHERE fleet = ? ORDER BY id DESC LIMIT 100")
                .param(fleet)
                .query((row, n) -> {
                    String to = row.getString("to_version");
                    State state = state(row);
                    Instant ringSince = instant(row, "ring_since");
                    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
                    return new Rollout(
                            row.getObject("id", UUID.class),
                            row.getString("from_version"),
                            to,
                            state,
                            ring(row),
                            ringSince,
                            state == State.RUNNING ? ringSince.plus(soak) : null,
                            canaries(row),
                            instant(row, "started_at"),
                            ended == null ? null : ended.toInstant(),
                            reason(row.getString("reason")),
                            (int) newest.values().stream().filter(to::equals).count(),
                            newest.size(),
                            service(all, row.getString("from_version")),
                            service(all, to));
                })
                .list();
    }

    private static Service service(List<ServiceRow> all, String version) {
        RolloutPolicy.Fared fared = RolloutPolicy.Fared.on(version, all);
        return new Service(
                fared.bots(),
                Duration.ofMillis(fared.millis()).toHours(),
                fared.errors(),
                fared.silences());
    }

    private @Nullable Text reason(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        JsonNode text = json.readTree(stored);
        List<Object> values = new ArrayList<>();
        for (JsonNode value : text.path("values")) {
            values.add(value.isNumber() ? (Object) value.longValue() : value.asString());
        }
        return new Text(text.path("key").asString(), values);
    }

    private static List<TenantId> canaries(ResultSet row) throws SQLException {
        UUID[] ids = (UUID[]) row.getArray("canaries").getArray();
        return Arrays.stream(ids).map(TenantId::new).toList();
    }

    private static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static Ring ring(ResultSet row) throws SQLException {
        return Ring.valueOf(row.getString("ring").toUpperCase(Locale.ROOT));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
