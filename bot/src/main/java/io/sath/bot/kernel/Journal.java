package io.sath.bot.kernel;

import io.sath.bot.wire.Out;
import java.time.Instant;
import java.util.List;

/** Where the kernel writes: the ledger and the wire, or a backtest's figures. */
public interface Journal {

    /** The epoch that order ids carry. */
    long epoch();

    /** The number that the next booked record will have. */
    long nextSeq();

    /**
     * Books the records in their order and then says them. When this returns they are on disk.
     *
     * @return when they were booked, by the wall clock
     * @throws RuntimeException where they could not be made durable; nothing may be done upon them
     */
    Instant book(List<Out.Booked> records);

    /** Says a record that is not in the ledger; it may be dropped. */
    void say(Out record);

    /**
     * Whether anybody hears what is said each candle; a backtest spares itself the making of it.
     */
    default boolean isHeard() {
        return true;
    }
}
