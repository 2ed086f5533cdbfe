package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.disk.Disk;
import io.sath.bot.disk.FaultyDisk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.ledger.Store;
import io.sath.bot.market.MarketSets;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsParser;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.StopPolicy;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the machine after each single step to the disk, starts again, and adds the ledger up. */
class CrashPointTests {

    private static final int TURNS = 12;

    @TempDir Path directory;
    private final ManualClock wall = new ManualClock(Instant.parse("2026-11-22T12:00:00Z"));
    private @Nullable Settings settings;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void whereverTheMachineStopsNoFillIsLostOrRepeated() throws Exception {
        int last = lifeUntil(Integer.MAX_VALUE, directory.resolve("whole"));
        assertThat(last).isGreaterThan(50);
        for (int crashAt = 1; crashAt <= last; crashAt++) {
            Path data = directory.resolve("crash-" + crashAt);
            lifeUntil(crashAt, data);
            wall.pass(Duration.ofSeconds(crashAt % 7));
            secondLife(data);
        }
    }

    /** Trades until the crash; how many steps were made. */
    private int lifeUntil(int crashAt, Path data) throws Exception {
        Files.createDirectories(data);
        said.reset();
        FaultyDisk disk = new FaultyDisk(crashAt, crashAt);
        Output output = output();
        try {
            Ledger ledger = begin(disk, data);
            Trader trader = trader(ledger, disk, data, output);
            for (int turn = 0; turn < TURNS; turn++) {
                wall.pass(Duration.ofMillis(700));
                drain(trader);
                if (turn % 5 == 4) {
                    trader.save();
                }
            }
            trader.close();
            ledger.close();
            assertThat(LedgerAudit.of(data).fills()).isGreaterThan(2);
        } catch (FaultyDisk.Crash _) {
            // the machine has stopped
        } catch (UncheckedIOException e) {
            assertThat(e.getCause()).isInstanceOf(FaultyDisk.Crash.class);
        }
        output.flush(Duration.ofSeconds(5));
        return disk.steps();
    }

    private void secondLife(Path data) throws Exception {
        Disk disk = FaultyDisk.sound();
        Output output = output();
        Ledger ledger = Ledger.exists(data) ? Ledger.open(disk, data) : begin(disk, data);
        LedgerAudit.of(data).covers(saidLines());
        Trader trader = trader(ledger, disk, data, output);
        for (int turn = 0; turn < 3; turn++) {
            wall.pass(Duration.ofMillis(700));
            drain(trader);
        }
        trader.stop(StopPolicy.FLATTEN);
        drain(trader);
        assertThat(trader.isStopped()).isTrue();
        output.flush(Duration.ofSeconds(5));
        LedgerAudit audit = LedgerAudit.of(data);
        audit.covers(saidLines());
        assertThat(audit.isFlat()).isTrue();
        assertThat(audit.cash().subtract(new BigDecimal("1000"))).isEqualByComparingTo(audit.pnl());
        assertThat(trader.books().cash()).isEqualByComparingTo(audit.cash());
        assertThat(Trader.rebuilt(ledger, new Store(disk, data), settings()).books().cash())
                .isEqualByComparingTo(audit.cash());
        trader.close();
        ledger.close();
    }

    private static void drain(Trader trader) {
        while (trader.step(10_000)) {
            // until nothing is due
        }
    }

    private Ledger begin(Disk disk, Path data) throws Exception {
        return Ledger.begin(disk, data, Objects.requireNonNull(settings().opening()));
    }

    private Trader trader(Ledger ledger, Disk disk, Path data, Output output) throws Exception {
        return new Trader(ledger, disk, data, settings(), new MarketSets(null), output, wall);
    }

    private Output output() {
        Output output = new Output("01993f30-0a1b-7c2d-8e3f-405162738495", said, null, 0, wall);
        output.start();
        return output;
    }

    private List<Json.Obj> saidLines() throws JsonText.Malformed {
        List<Json.Obj> lines = new ArrayList<>();
        for (String line : said.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add((Json.Obj) JsonText.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }

    private Settings settings() throws Exception {
        if (settings == null) {
            BotHome home =
                    BotHome.busy(directory.resolve("home"), "3000")
                            .open("01993f2e-6d1a-7c3b-9a44-5b1d2c3e4f50", 1);
            settings =
                    ((SettingsResult.Taken)
                                    SettingsParser.parse(Files.readAllBytes(home.settingsFile())))
                            .settings();
        }
        return settings;
    }
}
