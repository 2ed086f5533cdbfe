package io.sath.platform.logs;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Head;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Uuids;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a bot says to its log. */
final class Lines {
    final Source source;
    final UUID run;
    private final Instant begin;
    private long seq;

    private Lines(TenantId tenant, Instant begin) {
        this.source =
                new Source(tenant, BotId.random(new SecureRandom()), "replay", "paper", "USD");
        this.begin = begin;
        this.run = Uuids.timeOrdered(begin);
    }

    static Lines of(TenantId tenant, Instant begin) {
        return new Lines(tenant, begin);
    }

    Head head() {
        seq++;
        return new Head(run, seq, begin.plus(Duration.ofMillis(seq)));
    }

    BotRecord.Log line(BotRecord.Level level, String code, String message) {
        return new BotRecord.Log(head(), level, code, message, false);
    }

    List<BotRecord> lines(int count) {
        List<BotRecord> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line(BotRecord.Level.INFO, "market.candle", "line " + (seq + 1)));
        }
        return lines;
    }
}
