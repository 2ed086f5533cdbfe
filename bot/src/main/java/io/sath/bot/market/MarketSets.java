package io.sath.bot.market;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The market sets of this run by name: `ta4j`, which the bot carries, and `dir`, the operator's
/// market directory, where there is one.
public final class MarketSets {
    private final List<MarketSet> sets = new ArrayList<>();

    /// The sets of a run.
    ///
    /// @param directory what SATH_MARKET_DIR names, or null
    public MarketSets(@Nullable Path directory) {
        sets.add(new Ta4jMarket());
        if (directory != null) {
            sets.add(new DirectoryMarket(directory));
        }
    }

    public List<MarketSet> all() {
        return List.copyOf(sets);
    }

    /// The set of this name.
    ///
    /// @throws UnusableMarketData when there is no such set
    public MarketSet named(String name) {
        for (MarketSet set : sets) {
            if (set.name().equals(name)) {
                return set;
            }
        }
        throw new UnusableMarketData(
                name.equals("dir")
                        ? "The market set dir needs a directory of candle files: name it in SATH_MARKET_DIR."
                        : "There is no market set \"%s\"; there are ta4j and, where SATH_MARKET_DIR names a directory, dir."
                                .formatted(name));
    }

    /// A tape of one file, whatever its place; the symbol is read from the file's name.
    ///
    /// @throws UnusableMarketData when the name holds no symbol or a row is bad
    public static Tape ofFile(Path file) {
        return DirectoryMarket.ofFile(file);
    }
}
