package io.sath.platform.logs;

import io.sath.platform.logs.LogLine.Level;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Makes log lines of what bots say and hands them to viewers and to the {@link LogKeeper}.
 *
 * <p>It returns before they are stored: a kill of the platform may cost the last 200 ms of a log,
 * never a record of the books, which are the journal's. Lines that come again are told by run and
 * {@code seq}.
 */
@Component
class LogIngest implements RecordSink {
    private final LogChannels channels;
    private final LogStore store;
    private final LineMaker maker;
    private final Map<BotId, Place> places = new ConcurrentHashMap<>();
    private final Map<BotId, Booked> booked = new ConcurrentHashMap<>();

    /** Up to where the output of a bot's run has been taken, and what it dropped until then. */
    private record Place(UUID run, long seq, long dropped) {}

    /** The last record of a bot's books that made a line: one that is sent again makes none. */
    private record Booked(UUID ledger, long ledgerSeq) {}

    LogIngest(LogChannels channels, LogStore store, Clock clock) {
        this.channels = channels;
        this.store = store;
        this.maker = new LineMaker(clock);
    }

    @Override
    public void accept(Source source, List<BotRecord> records) {
        List<LogLine> lines = new ArrayList<>();
        Place place = places.get(source.botId());
        for (BotRecord record : records) {
            if (record instanceof BotRecord.Spoken spoken) {
                if (place == null || !place.run().equals(spoken.run())) {
                    place =
                            new Place(
                                    spoken.run(),
                                    store.lastSeq(source.tenantId(), spoken.run()),
                                    0);
                }
                if (spoken.seq() <= place.seq()) {
                    continue;
                }
                place = new Place(place.run(), spoken.seq(), place.dropped());
            }
            if (record instanceof BotRecord.Booked book && !isNew(source.botId(), book)) {
                continue;
            }
            if (record instanceof BotRecord.Beat beat && place != null) {
                long dropped = beat.dropped() - place.dropped();
                if (dropped > 0) {
                    lines.add(maker.platform(beat, Level.WARN, "bot-dropped", dropped));
                    place = new Place(place.run(), place.seq(), beat.dropped());
                }
            } else {
                LogLine line = maker.of(record);
                if (line != null) {
                    lines.add(line);
                }
            }
        }
        channels.append(source.tenantId(), lines);
        if (place != null) {
            places.put(source.botId(), place);
        }
    }

    private boolean isNew(BotId bot, BotRecord.Booked record) {
        Booked last = booked.get(bot);
        if (last != null
                && last.ledger().equals(record.ledger())
                && record.ledgerSeq() <= last.ledgerSeq()) {
            return false;
        }
        booked.put(bot, new Booked(record.ledger(), record.ledgerSeq()));
        return true;
    }

    /** Adds a line of the platform's own to a tenant's log. */
    void say(TenantId tenant, Level level, String code, Object... values) {
        channels.append(tenant, List.of(maker.platform(level, code, values)));
    }
}
