package io.sath.platform.journal;

import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The SQL of one piece of a list that is ordered by a time and an id, and its cursor. */
final class TimePage {
    private final PageRequest request;
    private final String time;
    private final StringBuilder where = new StringBuilder(" WHERE tenant_id = ?");
    private final List<Object> values = new ArrayList<>();

    /**
     * @param time the column that lists go by
     */
    TimePage(TenantId tenant, String time, PageRequest request) {
        this.request = request;
        this.time = time;
        values.add(tenant.value());
        String cursor = request.cursor();
        if (cursor != null) {
            after(cursor);
        }
    }

    private void after(String text) {
        TimeCursor place = TimeCursor.read(text);
        values.add(place.utc());
        values.add(place.id());
        where.append(" AND (")
                .append(time)
                .append(request.ascending() ? ", id) > (?, ?)" : ", id) < (?, ?)");
    }

    TimePage between(@Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            and(time + " >= ?", from.atOffset(ZoneOffset.UTC));
        }
        if (to != null) {
            and(time + " < ?", to.atOffset(ZoneOffset.UTC));
        }
        return this;
    }

    TimePage and(String condition, Object... more) {
        where.append(" AND ").append(condition);
        values.addAll(List.of(more));
        return this;
    }

    String select(String what) {
        String way = request.ascending() ? "" : " DESC";
        return what
                + where
                + " ORDER BY "
                + time
                + way
                + ", id"
                + way
                + " LIMIT "
                + (request.limit() + 1);
    }

    List<Object> values() {
        return values;
    }

    /**
     * The page of the rows that {@link #select} gave: one more than asked for where more follow.
     */
    <T> Page<T> of(List<T> rows, Function<T, Instant> at, Function<T, UUID> id) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> piece = rows.subList(0, request.limit());
        T last = piece.getLast();
        return new Page<>(piece, new TimeCursor(at.apply(last), id.apply(last)).text());
    }
}
