package io.sath.platform.journal;

import io.sath.platform.database.TenantScope;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Hello;
import io.sath.platform.orchestration.output.RecordSink;
import io.sath.platform.orchestration.output.Source;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Books and keeps what bots say, a batch in one transaction; when it returns it is on disk. */
@Component
class JournalSink implements RecordSink {
    private final TenantScope scope;
    private final LedgerStore ledgers;
    private final Bookkeeper bookkeeper;
    private final SightingStore sightings;
    private final JournalChanges changes;

    JournalSink(
            TenantScope scope,
            LedgerStore ledgers,
            Bookkeeper bookkeeper,
            SightingStore sightings,
            JournalChanges changes) {
        this.scope = scope;
        this.ledgers = ledgers;
        this.bookkeeper = bookkeeper;
        this.sightings = sightings;
        this.changes = changes;
    }

    @Override
    public void accept(Source source, List<BotRecord> records) {
        List<Hello> hellos = new ArrayList<>();
        List<Booked> booked = new ArrayList<>();
        Sightings seen = new Sightings();
        for (BotRecord record : records) {
            switch (record) {
                case Hello hello -> hellos.add(hello);
                case Booked book -> booked.add(book);
                default -> seen.add(record);
            }
        }
        if (hellos.isEmpty() && booked.isEmpty() && seen.isEmpty()) {
            return;
        }
        scope.run(
                source.tenantId(),
                () -> {
                    hellos.forEach(hello -> ledgers.introduce(source, hello));
                    bookkeeper.book(source, booked);
                    sightings.keep(source, seen);
                });
        changes.changed(source.tenantId());
    }
}
