package io.sath.platform.admin.ui;

import io.sath.platform.shared.BotId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In which order rows stand after a reading. Pure. */
final class RowOrder {
    private RowOrder() {}

    /**
     * Fresh rows in the order that a person who points at them may rely on: while {@code held}, who
     * was there stays where it was, who is new stands at the end, and who left is gone only when
     * the pointer is.
     */
    static List<BotRow> of(List<BotRow> before, List<BotRow> fresh, boolean held) {
        if (!held) {
            return fresh;
        }
        Map<BotId, BotRow> now = new LinkedHashMap<>();
        fresh.forEach(row -> now.put(row.id(), row));
        List<BotRow> rows = new ArrayList<>();
        for (BotRow row : before) {
            BotRow newer = now.remove(row.id());
            rows.add(newer == null ? row : newer);
        }
        rows.addAll(now.values());
        return rows;
    }
}
