package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run ends: what it says, what it leaves, and its exit code. */
class StopTests {

    @TempDir Path directory;
    private BotHome home;

    @BeforeEach
    void write() throws Exception {
        home = BotHome.busy(directory, "4000").write();
    }

    @Test
    void flattenEndsFlatThenIdlesBeatingUntilTermination() throws Exception {
        try (BotProcess bot = trading()) {
            bot.await("fill");
            home.stop("flatten");
            Json.Obj stopped = bot.await("stopped");
            assertThat(BotProcess.text(stopped, "reason")).isEqualTo("ordered");
            assertThat(stopped.get("flat")).isEqualTo(Json.bool(true));
            bot.await("beat", beat -> BotProcess.text(beat, "state").equals("stopped"));
            assertThat(bot.terminate()).isZero();
        }
        assertThat(LedgerAudit.of(home.data()).isFlat()).isTrue();
    }

    @Test
    void leaveKeepsThePositionAndItsProtection() throws Exception {
        try (BotProcess bot = trading()) {
            awaitProtected(bot);
            home.stop("leave");
            Json.Obj stopped = bot.await("stopped");
            assertThat(stopped.get("flat")).isEqualTo(Json.bool(false));
            assertThat(stopped.get("orders")).isEqualTo(Json.whole(1));
            assertThat(stopped.get("positions")).isEqualTo(Json.whole(1));
            home.stop("flatten");
            bot.await("stopped", line -> line.get("flat").equals(Json.bool(true)));
            assertThat(bot.terminate()).isZero();
        }
    }

    @Test
    void cancelTakesTheOrdersAwayAndKeepsThePosition() throws Exception {
        try (BotProcess bot = trading()) {
            awaitProtected(bot);
            home.stop("cancel");
            Json.Obj stopped = bot.await("stopped");
            assertThat(stopped.get("orders")).isEqualTo(Json.whole(0));
            assertThat(stopped.get("positions")).isEqualTo(Json.whole(1));
        }
    }

    @Test
    void terminationLeavesEverythingAndSaysSo() throws Exception {
        try (BotProcess bot = trading()) {
            awaitProtected(bot);
            assertThat(bot.terminate()).isZero();
            Json.Obj stopped = bot.await("stopped");
            assertThat(BotProcess.text(stopped, "reason")).isEqualTo("signal");
            assertThat(stopped.get("flat")).isEqualTo(Json.bool(false));
        }
    }

    @Test
    void exitOnlyOpensNothing() throws Exception {
        home.with(
                "entries",
                Json.object().put("mode", "exit-only").put("reason", "soft-stop").build());
        try (BotProcess bot = trading()) {
            Json.Obj decision =
                    bot.await("decision", line -> line.toString().contains("crossed-above"));
            assertThat(BotProcess.text(decision, "action")).isEqualTo("hold");
            assertThat(decision.toString()).contains("exit-only").contains("soft-stop");
            bot.await("beat", beat -> BotProcess.text(beat, "state").equals("exit-only"));
            assertThat(bot.lines("order")).isEmpty();
        }
    }

    @Test
    void settingsThatAreNoneIdleAndEndWith64() throws Exception {
        home.write("{\"wire\":1".getBytes(StandardCharsets.UTF_8));
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(bot.await("hello").get("task")).isEqualTo(Json.NULL);
            assertThat(BotProcess.text(bot.await("settings"), "problem")).startsWith("file: ");
            assertThat(BotProcess.text(bot.await("stopped"), "reason")).isEqualTo("settings");
            bot.await("beat");
            assertThat(bot.terminate()).isEqualTo(64);
        }
    }

    @Test
    void anUnknownSymbolIsRefusedByName() throws Exception {
        home.with("symbols", Json.array(List.of(Json.text("ETHUSD"), Json.text("NOPE")))).write();
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(BotProcess.text(bot.await("settings"), "problem"))
                    .startsWith("symbols[1]: ")
                    .contains("NOPE");
            assertThat(bot.terminate()).isEqualTo(64);
        }
    }

    @Test
    void badSettingsOnTheWayAreRefusedWholeAndTheLastGoodHold() throws Exception {
        try (BotProcess bot = trading()) {
            bot.await("candle");
            home.with("capital", Json.text("-5")).write();
            long bad = home.rev();
            Json.Obj refused = bot.await("settings", line -> BotProcess.whole(line, "rev") == bad);
            assertThat(refused.get("ok")).isEqualTo(Json.bool(false));
            assertThat(BotProcess.text(refused, "problem")).startsWith("capital: ");
            int candles = bot.lines("candle").size();
            bot.awaitLines(bot.lines().size() + 20);
            assertThat(bot.lines("candle")).hasSizeGreaterThan(candles);
        }
    }

    @Test
    void unusableSecretsIdleAndEndWith65WithoutShowingThem() throws Exception {
        try (BotProcess bot =
                BotProcess.start(home, List.of("run"), "{\"keys\":\"topsecretvalue\"\n")) {
            assertThat(BotProcess.text(bot.await("stopped"), "reason")).isEqualTo("secrets");
            assertThat(bot.terminate()).isEqualTo(65);
            assertThat(bot.lines().toString()).doesNotContain("topsecret");
        }
        assertThat(Files.readString(home.errors())).doesNotContain("topsecret");
    }

    @Test
    void aDirectoryInUseEndsWith73() throws Exception {
        try (BotProcess first = BotProcess.start(home)) {
            first.await("hello");
            try (BotProcess second = BotProcess.start(home)) {
                assertThat(second.exitCode()).isEqualTo(73);
                assertThat(BotProcess.text(second.await("stopped"), "reason")).isEqualTo("data");
            }
        }
    }

    @Test
    void aDamagedLedgerIdlesAndEndsWith74() throws Exception {
        try (BotProcess bot = trading()) {
            bot.await("fill", fill -> BotProcess.text(fill, "effect").equals("exit"));
            bot.kill();
        }
        Path ledger = home.data().resolve("ledger.log");
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger, bytes);
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(BotProcess.text(bot.await("stopped"), "reason")).isEqualTo("ledger");
            assertThat(bot.terminate()).isEqualTo(74);
            assertThat(bot.lines("order")).isEmpty();
        }
        assertThat(Files.readAllBytes(ledger)).isEqualTo(bytes);
    }

    @Test
    void theLedgerIsPrintedBesideTheRunningBot() throws Exception {
        try (BotProcess bot = trading()) {
            bot.await("fill");
            try (BotProcess printer =
                    BotProcess.start(
                            home, List.of("ledger", "--data", home.data().toString()), null)) {
                assertThat(printer.exitCode()).isZero();
                assertThat(printer.lines("fill")).isNotEmpty();
                LedgerAudit.of(home.data()).covers(printer.lines());
            }
            bot.awaitLines(bot.lines().size() + 5);
        }
    }

    private BotProcess trading() throws Exception {
        BotProcess bot = BotProcess.start(home);
        home.open(BotProcess.text(bot.await("hello"), "ledger"), 1);
        return bot;
    }

    /** A protection rests now, and a market of slow minutes gives the test time to act on it. */
    private void awaitProtected(BotProcess bot) throws Exception {
        home.with(
                        "replay",
                        Json.object()
                                .put("data", "ta4j")
                                .put("speed", "1500")
                                .put("warmup", 60)
                                .build())
                .with(
                        "risk",
                        Json.object().put("stopLoss", "0.5").put("takeProfit", "0.9").build());
        home.with("strategies", Json.array(List.of(Json.object().put("name", "ema-cross").build())))
                .write();
        bot.await(
                "order",
                order ->
                        BotProcess.text(order, "kind").equals("oco")
                                && BotProcess.text(order, "status").equals("open"));
    }
}
