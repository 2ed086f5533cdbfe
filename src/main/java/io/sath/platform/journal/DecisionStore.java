package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the table {@code decisions}. */
@Repository
class DecisionStore {
    private final TenantScope scope;
    private final JdbcClient jdbc;

    DecisionStore(TenantScope scope, JdbcClient jdbc) {
        this.scope = scope;
        this.jdbc = jdbc;
    }

    Page<Decisions.Decision> page(
            TenantId tenant, @Nullable Instant from, @Nullable Instant to, PageRequest request) {
        TimePage page = new TimePage(tenant, "ts", request).between(from, to);
        List<Decisions.Decision> rows =
                scope.call(
                        tenant,
                        () ->
                                jdbc.sql(
                                                page.select(
                                                        "SELECT id, ts, symbol, strategy, action, why,"
                                                                + " votes, ai_cost FROM decisions"))
                                        .params(page.values())
                                        .query(DecisionStore::decision)
                                        .list());
        return page.of(rows, Decisions.Decision::at, Decisions.Decision::id);
    }

    private static Decisions.Decision decision(ResultSet row, int n) throws SQLException {
        return new Decisions.Decision(
                row.getObject("id", UUID.class),
                RecordRows.time(row, "ts"),
                row.getString("symbol"),
                row.getString("strategy"),
                row.getString("action"),
                ReasonJson.read(row.getString("why")),
                row.getString("votes"),
                row.getBigDecimal("ai_cost"));
    }
}
