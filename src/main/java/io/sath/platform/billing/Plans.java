package io.sath.platform.billing;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The catalogues of plans that are sold; data, which nobody needs to log in for. */
@Service
public class Plans {
    /** The house's own catalogue, sold where no organisation names another. */
    public static final String DEFAULT_CATALOGUE = "sath";

    private final JdbcClient jdbc;

    Plans(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The plans of a catalogue, the free one first; empty for an unknown catalogue. */
    public List<Plan> of(String catalogue) {
        return jdbc.sql("SELECT * FROM plans WHERE catalogue = ? ORDER BY rank")
                .param(catalogue)
                .query(Plans::read)
                .list();
    }

    /** The plan of a code in a catalogue. */
    public Optional<Plan> find(String catalogue, String code) {
        return of(catalogue).stream().filter(plan -> plan.code().equals(code)).findFirst();
    }

    private static Plan read(ResultSet row, int number) throws SQLException {
        return new Plan(
                row.getString("catalogue"),
                row.getString("code"),
                row.getString("name"),
                row.getBigDecimal("price_monthly"),
                row.getBigDecimal("price_yearly"),
                row.getString("currency"),
                new PlanLimits(
                        row.getObject("symbols", Integer.class),
                        capital(row.getBigDecimal("capital")),
                        words(row.getArray("modes")),
                        row.getBoolean("multi_timeframe"),
                        row.getBoolean("ai_ensemble"),
                        row.getBoolean("api_access"),
                        row.getString("support"),
                        row.getInt("log_days"),
                        row.getObject("trades_per_month", Long.class),
                        row.getInt("calls_per_minute"),
                        row.getObject("storage_bytes", Long.class),
                        row.getInt("bot_memory_mb"),
                        row.getInt("bot_cpu_percent")));
    }

    private static @Nullable BigDecimal capital(@Nullable BigDecimal stored) {
        return stored == null ? null : new BigDecimal(Limit.plain(stored));
    }

    private static List<String> words(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
