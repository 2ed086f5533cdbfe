package io.sath.bot.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.bot.disk.FaultyDisk;
import io.sath.bot.disk.FileDisk;
import io.sath.bot.json.Json;
import io.sath.bot.wire.Effect;
import io.sath.bot.wire.OrderKind;
import io.sath.bot.wire.OrderStatus;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings.Opening;
import io.sath.bot.wire.Side;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTests {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final Opening OPENING =
            new Opening("l1", 3, new BigDecimal("1000"), List.of(), null);

    @TempDir Path directory;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void bookFive() throws Exception {
        file = directory.resolve("ledger.log");
        try (Ledger ledger = Ledger.begin(new FileDisk(), directory, OPENING)) {
            ledger.book(List.of(order("a"), order("b")), NOW);
            ledger.book(List.of(order("c")), NOW);
            ledger.book(List.of(order("d"), order("e")), NOW);
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void whatWasBookedIsReadBack() throws Exception {
        try (LedgerReader reader = new LedgerReader(directory)) {
            assertThat(reader.header().epoch()).isEqualTo(3);
            Entry first = requireNonNull(reader.next());
            assertThat(first.booked()).isEqualTo(order("a"));
            assertThat(first.ts()).isEqualTo(NOW);
            assertThat(first.wireFields("l1").get("ledgerSeq")).isEqualTo(Json.whole(1));
        }
        assertThat(ids()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void whereverACrashTearsTheEndWhatWasWholeStays() throws Exception {
        int headerEnd = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int size = headerEnd; size < whole.length; size += 3) {
            Files.write(file, Arrays.copyOf(whole, size));
            int kept = ids().size();
            try (Ledger ledger = Ledger.open(FaultyDisk.sound(), directory)) {
                assertThat(ledger.seq()).isEqualTo(kept);
                ledger.book(List.of(order("next")), NOW);
            }
            List<String> after = ids();
            assertThat(after).hasSize(kept + 1).endsWith("next");
        }
    }

    @Test
    void zerosAtTheEndAreTorn() throws Exception {
        Files.write(file, Arrays.copyOf(whole, whole.length + 300));
        try (Ledger ledger = Ledger.open(new FileDisk(), directory)) {
            assertThat(ledger.seq()).isEqualTo(5);
        }
        assertThat(Files.size(file)).isEqualTo(whole.length);
    }

    @Test
    void aByteThatChangedBeforeTheLastRecordIsDamage() throws Exception {
        String text = new String(whole, StandardCharsets.UTF_8);
        int lastRecord = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int at = 0; at < lastRecord; at += 3) {
            byte[] changed = whole.clone();
            changed[at] ^= 4;
            Files.write(file, changed);
            assertThatThrownBy(() -> Ledger.open(new FileDisk(), directory).close())
                    .as("byte %d", at)
                    .isInstanceOf(LedgerDamaged.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(changed);
        }
    }

    @Test
    void aWholeLastRecordWithAChangedByteIsDamageNotATornEnd() throws Exception {
        byte[] changed = whole.clone();
        changed[whole.length - 20] ^= 4;
        Files.write(file, changed);
        assertThatThrownBy(() -> Ledger.open(new FileDisk(), directory).close())
                .isInstanceOf(LedgerDamaged.class);
    }

    @Test
    void aRecordThatWasTakenOutIsDamage() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(2);
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThatThrownBy(this::ids).isInstanceOf(LedgerDamaged.class);
    }

    @Test
    void afterAFailedWriteNothingMoreIsBooked() throws Exception {
        try (Ledger ledger = Ledger.open(new FaultyDisk(2, 1), directory)) {
            assertThatThrownBy(() -> ledger.book(List.of(order("x")), NOW))
                    .hasMessageContaining("could not be written");
            assertThatThrownBy(() -> ledger.book(List.of(order("y")), NOW))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void onlyOneRunHoldsTheDirectory() throws Exception {
        try (DataLock first = requireNonNull(DataLock.tryLock(directory))) {
            assertThat(first).isNotNull();
            assertThat(DataLock.tryLock(directory)).isNull();
        }
        try (DataLock again = requireNonNull(DataLock.tryLock(directory))) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aSnapshotIsReadBackAndADamagedOneIsNone() throws Exception {
        Store store = new Store(new FileDisk(), directory);
        Store.Snapshot snapshot =
                new Store.Snapshot("l1", 4, Json.object().put("cash", "1").build());
        store.save(snapshot);
        assertThat(store.load("l1")).isEqualTo(snapshot);
        assertThat(store.load("another")).isNull();
        Path kept = directory.resolve("snapshot.json");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, bytes);
        assertThat(store.load("l1")).isNull();
    }

    @Test
    void theIdOfAPendingLedgerIsMadeOnce() throws Exception {
        Store store = new Store(new FileDisk(), directory);
        assertThat(store.pendingId(() -> "first")).isEqualTo("first");
        assertThat(store.pendingId(() -> "second")).isEqualTo("first");
        store.forgetPending();
        assertThat(store.pendingId(() -> "third")).isEqualTo("third");
    }

    private List<String> ids() throws Exception {
        List<String> ids = new ArrayList<>();
        try (LedgerReader reader = new LedgerReader(directory)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                ids.add(((Out.Order) entry.booked()).id());
            }
        }
        return ids;
    }

    private static Out.Order order(String id) {
        return new Out.Order(
                NOW,
                id,
                "t3-1",
                "BTCUSD",
                Side.BUY,
                Effect.ENTRY,
                OrderKind.MARKET,
                new BigDecimal("0.5"),
                null,
                new BigDecimal("790.1"),
                null,
                OrderStatus.INTENDED,
                BigDecimal.ZERO,
                "ema-cross",
                "ñandú\n\"quoted\"");
    }
}
