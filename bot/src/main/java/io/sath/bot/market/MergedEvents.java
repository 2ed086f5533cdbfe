package io.sath.bot.market;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several streams of events as one, by time; the few heads are compared one by one.
final class MergedEvents implements MarketEvents {
    private final MarketEvents[] parts;
    private final @Nullable MarketEvent[] heads;

    MergedEvents(List<MarketEvents> parts) {
        this.parts = parts.toArray(MarketEvents[]::new);
        this.heads = new MarketEvent[this.parts.length];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = this.parts[i].next();
        }
    }

    @Override
    public @Nullable MarketEvent next() {
        int first = -1;
        MarketEvent earliest = null;
        for (int i = 0; i < heads.length; i++) {
            MarketEvent head = heads[i];
            if (head != null && (earliest == null || head.at().isBefore(earliest.at()))) {
                first = i;
                earliest = head;
            }
        }
        if (earliest != null) {
            heads[first] = parts[first].next();
        }
        return earliest;
    }

    @Override
    public void close() {
        for (MarketEvents part : parts) {
            part.close();
        }
    }
}
