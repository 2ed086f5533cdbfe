package io.sath.bot.run;

import io.sath.bot.books.Books;
import io.sath.bot.disk.Disk;
import io.sath.bot.kernel.Kernel;
import io.sath.bot.kernel.TradingState;
import io.sath.bot.ledger.Header;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.ledger.LedgerDamaged;
import io.sath.bot.ledger.LedgerReader;
import io.sath.bot.ledger.Store;
import io.sath.bot.market.MarketSets;
import io.sath.bot.venue.Venue;
import io.sath.bot.venue.replay.ReplayStore;
import io.sath.bot.venue.replay.ReplayVenue;
import io.sath.bot.wire.BotState;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.Settings.OpeningPosition;
import io.sath.bot.wire.StopPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A kernel with its ledger and its venue, made from the data directory. */
final class Trader implements AutoCloseable {

    private final Ledger ledger;
    private final Store store;
    private final Output output;
    private final MarketSets sets;
    private final ReplayStore replay;
    private final Clock wall;
    private final TradingState state;
    private Settings settings;
    private Venue venue;
    private Kernel kernel;
    private String savedState = "";

    /**
     * Rebuilds the books and takes them up at the venue.
     *
     * @throws LedgerDamaged where the records do not make books
     */
    Trader(
            Ledger ledger,
            Disk disk,
            Path directory,
            Settings settings,
            MarketSets sets,
            Output output,
            Clock wall)
            throws IOException, LedgerDamaged {
        this.ledger = ledger;
        this.store = new Store(disk, directory);
        this.output = output;
        this.sets = sets;
        this.replay = new ReplayStore(disk, directory);
        this.wall = wall;
        this.settings = settings;
        this.state = rebuilt(ledger, store, settings);
        this.venue = new ReplayVenue(sets, replay, wall, settings);
        this.kernel = kernel();
    }

    private Kernel kernel() {
        return new Kernel(settings, state, venue, new LedgerJournal(ledger, output, wall), wall);
    }

    /** The books as the ledger's records make them. */
    static TradingState rebuilt(Ledger ledger, Store store, Settings settings)
            throws IOException, LedgerDamaged {
        Store.Snapshot snapshot = store.load(ledger.header().ledger());
        if (snapshot != null && snapshot.seq() > ledger.seq()) {
            throw new LedgerDamaged(
                    "The ledger is damaged: it ends at record "
                            + ledger.seq()
                            + " and has held record "
                            + snapshot.seq()
                            + ".");
        }
        try (LedgerReader reader = ledger.read()) {
            TradingState state;
            if (snapshot == null) {
                state = TradingState.beginning(opened(reader.header()), settings);
            } else {
                state = TradingState.of(snapshot.state(), settings);
                while (reader.seq() < snapshot.seq() && reader.skip()) {
                    // the snapshot holds it
                }
            }
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                state.apply(entry.ledgerSeq(), entry.ts(), entry.booked(), _ -> null);
            }
            return state;
        }
    }

    private static Books opened(Header header) {
        Books books = new Books(header.cash());
        for (OpeningPosition position : header.positions()) {
            books.carry(position.symbol(), position.trade(), position.quantity(), position.entry());
        }
        return books;
    }

    /** Goes on with other settings that passed the checks. */
    void adjust(Settings next) {
        Settings former = settings;
        settings = next;
        if (Checks.needsNewKernel(former, next)) {
            venue.close();
            venue = new ReplayVenue(sets, replay, wall, next);
            kernel = kernel();
        } else {
            kernel.limits(next);
        }
    }

    void stop(StopPolicy policy) {
        kernel.stop(policy);
    }

    boolean isStopped() {
        return kernel.isStopped();
    }

    /** Takes up to so many events; false where there was none left. */
    boolean step(int most) {
        for (int i = 0; i < most; i++) {
            if (!kernel.step()) {
                return false;
            }
        }
        return true;
    }

    /** When, by the wall clock, there may be more to do. */
    @Nullable Instant wakeAt() {
        return venue.wakeAt();
    }

    Instant venueAt() {
        return venue.now();
    }

    BotState botState() {
        return kernel.botState();
    }

    @Nullable String stateReason() {
        return kernel.stateReason();
    }

    Books books() {
        return state.books();
    }

    /** Keeps what the books are now, where that is not what was kept last. */
    void save() throws IOException {
        Store.Snapshot snapshot =
                new Store.Snapshot(ledger.header().ledger(), ledger.seq(), state.toJson());
        String now = snapshot.toString();
        if (!now.equals(savedState)) {
            store.save(snapshot);
            savedState = now;
        }
    }

    @Override
    public void close() {
        venue.close();
    }
}
