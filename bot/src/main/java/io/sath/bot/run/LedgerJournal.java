package io.sath.bot.run;

import io.sath.bot.kernel.Journal;
import io.sath.bot.ledger.Entry;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.wire.Out;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Books in the ledger, then says on the wire. */
final class LedgerJournal implements Journal {

    private final Ledger ledger;
    private final Output output;
    private final Clock wall;

    LedgerJournal(Ledger ledger, Output output, Clock wall) {
        this.ledger = ledger;
        this.output = output;
        this.wall = wall;
    }

    @Override
    public long epoch() {
        return ledger.header().epoch();
    }

    @Override
    public long nextSeq() {
        return ledger.seq() + 1;
    }

    @Override
    public Instant book(List<Out.Booked> records) {
        List<Entry> entries = ledger.book(records, wall.instant());
        for (Entry entry : entries) {
            output.say(ledger.header().ledger(), entry);
        }
        return entries.getFirst().ts();
    }

    @Override
    public void say(Out record) {
        output.say(record);
    }
}
