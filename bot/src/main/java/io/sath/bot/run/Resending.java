package io.sath.bot.run;

import io.sath.bot.ledger.Entry;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.ledger.LedgerDamaged;
import io.sath.bot.ledger.LedgerReader;
import io.sath.bot.wire.Out;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends ledger records again, in order and no faster than the output takes them; then says what was
 * truly sent.
 */
final class Resending implements AutoCloseable {

    private static final int ROOM = Output.CAPACITY / 4;

    private final Ledger ledger;
    private final Output output;
    private final long from;
    private @Nullable LedgerReader reader;

    Resending(Ledger ledger, Output output, long from) throws IOException, LedgerDamaged {
        this.ledger = ledger;
        this.output = output;
        this.from = from;
        this.reader = ledger.read();
    }

    /** Sends as much as the output has room for; false once all is sent and said. */
    boolean pump() throws IOException, LedgerDamaged {
        LedgerReader open = reader;
        if (open == null) {
            return false;
        }
        while (open.seq() + 1 < from && open.skip()) {
            // not asked for
        }
        while (output.waiting() < ROOM) {
            Entry entry = open.seq() < ledger.seq() ? open.next() : null;
            if (entry == null) {
                output.say(new Out.Resent(ledger.header().ledger(), from, ledger.seq()));
                close();
                return false;
            }
            output.say(ledger.header().ledger(), entry);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        LedgerReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
