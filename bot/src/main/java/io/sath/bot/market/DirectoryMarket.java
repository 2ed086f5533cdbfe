package io.sath.bot.market;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The candle files of the operator's market directory. The symbol is the file name up to its first
/// `-`, `_` or `.`: BTCUSDT-5m-2025Q2.csv.gz holds BTCUSDT.
final class DirectoryMarket implements MarketSet {
    private static final List<String> QUOTES = List.of("FDUSD", "USDT", "USDC", "pUSD", "USD");

    private final Path directory;

    DirectoryMarket(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "dir";
    }

    @Override
    public Contents contents() {
        List<Tape> tapes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, List<Path>> files;
        try {
            files = files();
        } catch (UnusableMarketData e) {
            return new Contents(tapes, List.of(String.valueOf(e.getMessage())));
        }
        files.forEach((symbol, parts) -> {
            try {
                tapes.add(tape(symbol, parts));
            } catch (UnusableMarketData e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        });
        return new Contents(tapes, problems);
    }

    @Override
    public Tape tape(String symbol) {
        Map<String, List<Path>> files = files();
        List<Path> parts = files.get(symbol);
        if (parts == null) {
            throw new UnusableMarketData(
                    "The market directory has no file of %s; it has %s."
                            .formatted(
                                    symbol,
                                    files.isEmpty()
                                            ? "no .csv or .csv.gz file at all"
                                            : String.join(", ", files.keySet())));
        }
        return tape(symbol, parts);
    }

    static Tape ofFile(Path file) {
        return tape(symbolOf(file), List.of(file));
    }

    private static String symbolOf(Path file) {
        String name = String.valueOf(file.getFileName());
        for (int i = 0; i < name.length(); i++) {
            if ("-_.".indexOf(name.charAt(i)) >= 0) {
                return name.substring(0, i);
            }
        }
        return name;
    }

    private static Tape tape(String symbol, List<Path> files) {
        String quote =
                quoteOf(symbol)
                        .orElseThrow(() ->
                                new UnusableMarketData(
                                        "%s: %s is not quoted in US dollars; a file's name begins with a symbol that ends with USD, USDT, USDC, FDUSD or pUSD."
                                                .formatted(
                                                        files.getFirst().getFileName(), symbol)));
        return FileTape.of(symbol, quote, files);
    }

    private static Optional<String> quoteOf(String symbol) {
        return QUOTES.stream()
                .filter(quote -> symbol.endsWith(quote) && symbol.length() > quote.length())
                .findFirst();
    }

    private Map<String, List<Path>> files() {
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : entries.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")
                        && (name.endsWith(".csv") || name.endsWith(".csv.gz"))
                        && Files.isRegularFile(file)) {
                    files.computeIfAbsent(symbolOf(file), s -> new ArrayList<>()).add(file);
                }
            }
        } catch (IOException e) {
            throw new UnusableMarketData(
                    "The market directory %s cannot be read; SATH_MARKET_DIR must name a directory that the bot may read."
                            .formatted(directory),
                    e);
        }
        return files;
    }
}
