package io.sath.platform.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Many rows as one array a column, for a statement that reads them with {@code unnest}: the way in
 * for batches, since COPY is refused under row-level security.
 *
 * @param <R> what a row is made of
 */
public final class Columns<R> {
    private final List<R> rows;
    private final List<Column> columns = new ArrayList<>();

    private record Column(String type, @Nullable String[] values) {}

    private Columns(List<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows);
    }

    /** Adds a column of an SQL type; decimals keep every digit, times are ISO texts. */
    public Columns<R> with(String type, Function<? super R, ? extends @Nullable Object> value) {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = text(value.apply(rows.get(i)));
        }
        columns.add(new Column(type, values));
        return this;
    }

    /** The columns for {@code unnest(…)}, each with its type. */
    public String list() {
        return String.join(", ", columns.stream().map(c -> "?::" + c.type() + "[]").toList());
    }

    /** Runs a statement whose first parameters are {@code first} and whose last are the columns. */
    public int update(JdbcTemplate jdbc, String sql, Object... first) {
        return jdbc.update(connection -> prepared(connection, sql, first));
    }

    private PreparedStatement prepared(Connection connection, String sql, Object[] first)
            throws SQLException {
        List<Object> all = new ArrayList<>(Arrays.asList(first));
        for (Column column : columns) {
            all.add(connection.createArrayOf(column.type(), column.values()));
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < all.size(); i++) {
            statement.setObject(i + 1, all.get(i));
        }
        return statement;
    }

    /** PostgreSQL has no NUL in its texts. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null
                ? null
                : value instanceof BigDecimal number
                        ? number.toPlainString()
                        : value.toString().replace("\0", "");
    }
}
