package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Compares each bot's own store with the database, record by record.
 *
 * <p>A bot that trades on meanwhile is ahead for a moment: records that its store has beyond the
 * database are counted as pending, and differ only where the database holds later ones.
 */
@Service
public class LedgerCheck {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PIECE = 1_000;
    private static final int MAX_DIFFERENCES = 20;

    private final Fleet fleet;
    private final LedgerView ledgers;
    private final BotJar jar;
    private final Path tenants;
    private final Clock clock;

    LedgerCheck(
            Fleet fleet,
            LedgerView ledgers,
            BotJar jar,
            OrchestrationSettings settings,
            DataDirectory directory,
            Clock clock) {
        this.fleet = fleet;
        this.ledgers = ledgers;
        this.jar = jar;
        this.tenants = settings.tenants(directory);
        this.clock = clock;
    }

    /**
     * How one bot's books compare.
     *
     * @param same records that are the same on both sides
     * @param pending records of the bot that are not stored yet
     * @param differences what differs, in English; at most 20 are named
     */
    public record Comparison(
            TenantId tenant, BotId bot, long same, long pending, List<String> differences) {
        public Comparison {
            differences = List.copyOf(differences);
        }

        public boolean agrees() {
            return differences.isEmpty();
        }
    }

    /** Compares every bot that has a store of its own on this machine. */
    @CrossTenant("an operator compares the books of all bots")
    public List<Comparison> run() throws InterruptedException {
        List<Comparison> all = new ArrayList<>();
        for (Wanted wanted : fleet.wanted()) {
            Path data = tenants.resolve(wanted.bot().value()).resolve("data");
            if (Files.isDirectory(data)) {
                all.add(compare(wanted.tenant(), wanted.bot(), data));
            }
        }
        return List.copyOf(all);
    }

    private Comparison compare(TenantId tenant, BotId bot, Path data) throws InterruptedException {
        List<String> differences = new ArrayList<>();
        Map<UUID, TreeMap<Long, Booked>> own = own(data, differences);
        long same = 0;
        long pending = 0;
        for (Map.Entry<UUID, TreeMap<Long, Booked>> ledger : own.entrySet()) {
            TreeMap<Long, Booked> stored = stored(tenant, bot, ledger.getKey());
            long gapless = ledgers.stored(tenant, bot, ledger.getKey());
            for (Map.Entry<Long, Booked> record : ledger.getValue().entrySet()) {
                Booked other = stored.remove(record.getKey());
                String name = ledger.getKey() + " " + record.getKey();
                if (other == null) {
                    if (record.getKey() > gapless && stored.isEmpty()) {
                        pending++;
                    } else {
                        note(differences, name + " is not in the database");
                    }
                } else if (text(record.getValue()).equals(text(other))) {
                    same++;
                } else {
                    note(
                            differences,
                            name
                                    + " differs: the bot has "
                                    + text(record.getValue())
                                    + ", the database "
                                    + text(other));
                }
            }
            long last = ledger.getValue().isEmpty() ? 0 : ledger.getValue().lastKey();
            stored.keySet().stream()
                    // Booked by the bot after its store was read.
                    .filter(seq -> seq <= last)
                    .forEach(seq ->
                            note(
                                    differences,
                                    ledger.getKey() + " " + seq + " is not in the store"));
        }
        return new Comparison(tenant, bot, same, pending, differences);
    }

    private Map<UUID, TreeMap<Long, Booked>> own(Path data, List<String> differences)
            throws InterruptedException {
        Map<UUID, TreeMap<Long, Booked>> records = new TreeMap<>();
        try {
            BotJar.Answer answer =
                    jar.call("64m", LIMIT, List.of("ledger", "--data", data.toString()));
            if (answer.exitCode() != 0) {
                note(
                        differences,
                        "its store cannot be read: " + Redaction.of(answer.err().strip()));
                return records;
            }
            answer.out()
                    .lines()
                    .forEach(line -> {
                        BotRecord record =
                                RecordDecoder.decode(
                                        new Output.Line(Output.Stream.STDOUT, line, false),
                                        clock.instant());
                        if (record instanceof Booked booked) {
                            records.computeIfAbsent(booked.ledger(), id -> new TreeMap<>())
                                    .put(booked.ledgerSeq(), booked);
                        } else if (record instanceof BotRecord.Unknown unknown) {
                            note(differences, "its store says: " + unknown.problem());
                        }
                    });
        } catch (TimeoutException e) {
            note(differences, "its store could not be read within " + LIMIT);
        }
        return records;
    }

    private TreeMap<Long, Booked> stored(TenantId tenant, BotId bot, UUID ledger) {
        TreeMap<Long, Booked> records = new TreeMap<>();
        long after = 0;
        while (true) {
            List<Booked> piece = ledgers.read(tenant, bot, ledger, after, PIECE);
            piece.forEach(record -> records.put(record.ledgerSeq(), record));
            if (piece.size() < PIECE) {
                return records;
            }
            after = piece.getLast().ledgerSeq();
        }
    }

    private static void note(List<String> differences, String text) {
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(text);
        }
    }

    /** All that a record says, but which run said it when. */
    private static String text(Booked record) {
        return switch (record) {
            case Order order ->
                    String.join(
                            " ",
                            "order",
                            order.at().toString(),
                            order.id(),
                            order.trade(),
                            order.symbol(),
                            order.side().name(),
                            order.effect().name(),
                            order.kind(),
                            plain(order.quantity()),
                            plain(order.price()),
                            plain(order.stop()),
                            plain(order.trailing()),
                            order.status().name(),
                            plain(order.filled()),
                            String.valueOf(order.strategy()),
                            String.valueOf(order.reason()));
            case Fill fill ->
                    String.join(
                            " ",
                            "fill",
                            fill.at().toString(),
                            fill.id(),
                            fill.order(),
                            fill.trade(),
                            fill.symbol(),
                            fill.side().name(),
                            fill.effect().name(),
                            plain(fill.quantity()),
                            plain(fill.price()),
                            plain(fill.fee()),
                            fill.feeAsset(),
                            String.valueOf(fill.maker()),
                            plain(fill.pnl()));
        };
    }

    private static String plain(@Nullable BigDecimal value) {
        return value == null ? "-" : value.stripTrailingZeros().toPlainString();
    }
}
