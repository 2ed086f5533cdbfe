package io.sath.platform.orchestration.output;

import java.util.List;

/**
 * Keeps, streams or counts what bots say.
 *
 * <p>Every sink gets every record, in the order of the bot's output, in batches of one bot and at
 * most {@value #MAX_BATCH} records; a {@link BotRecord.Hello} is always the first of its batch. It
 * is called on the one thread of that bot's reader, for many bots at once, outside of any
 * transaction and {@code TenantScope}.
 *
 * <p>The reader moves its stored place on only after every sink has returned: so a sink returns
 * when what it must not lose is on disk. After a fault or a kill the same records come again;
 * {@code (run, seq)} tells repeats, and the books' records are unique by ledger and {@code
 * ledgerSeq}. A sink that throws gets the batch again, with growing delays, and holds up this bot's
 * output only.
 */
public interface RecordSink {
    int MAX_BATCH = 500;

    void accept(Source source, List<BotRecord> records);
}
