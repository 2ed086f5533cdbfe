package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wire's loops between bot and platform, each killed at its worst point. */
class LoopTests {

    @TempDir Path directory;
    private BotHome home;

    @BeforeEach
    void write() throws Exception {
        home = BotHome.busy(directory, "60000").write();
    }

    @Test
    void aKilledBotSendsAgainWhatWasOnDiskAndNeverSaid() throws Exception {
        String ledger = tradeAndKill();
        long onDisk = LedgerAudit.of(home.data()).size();
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(BotProcess.whole(bot.await("hello"), "ledgerSeq")).isEqualTo(onDisk);
            home.resend(ledger, 3);
            Json.Obj resent = bot.await("resent");
            assertThat(BotProcess.whole(resent, "from")).isEqualTo(3);
            long to = BotProcess.whole(resent, "to");
            assertThat(to).isGreaterThanOrEqualTo(onDisk);
            bot.kill();
            LedgerAudit.of(home.data()).covers(bot.lines());
            assertThat(bookedSeqs(bot)).containsAll(LongStream.rangeClosed(3, to).boxed().toList());
        }
    }

    @Test
    void aResendThatWasKilledIsAnsweredWholeByTheNextRun() throws Exception {
        String ledger = tradeAndKill();
        home.resend(ledger, 1);
        try (BotProcess bot = BotProcess.start(home)) {
            bot.await("order");
            bot.kill();
        }
        try (BotProcess bot = BotProcess.start(home)) {
            long to = BotProcess.whole(bot.await("resent"), "to");
            assertThat(bookedSeqs(bot)).containsAll(LongStream.rangeClosed(1, to).boxed().toList());
        }
    }

    @Test
    void aResendOfAnotherLedgerIsAnsweredWithNothing() throws Exception {
        tradeAndKill();
        try (BotProcess bot = BotProcess.start(home.resend("not-this-one", 1))) {
            assertThat(BotProcess.whole(bot.await("resent"), "to")).isZero();
        }
    }

    @Test
    void aRunThatWasKilledWhileItWaitedAsksForTheSameLedgerAgain() throws Exception {
        String asked;
        try (BotProcess bot = BotProcess.start(home)) {
            Json.Obj hello = bot.await("hello");
            assertThat(BotProcess.text(hello, "store")).isEqualTo("new");
            assertThat(BotProcess.text(bot.await("beat"), "state")).isEqualTo("waiting");
            asked = BotProcess.text(hello, "ledger");
            bot.kill();
        }
        home.open(asked, 1);
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(BotProcess.text(bot.await("hello"), "ledger")).isEqualTo(asked);
            Json.Obj order = bot.await("order");
            assertThat(BotProcess.text(order, "ledger")).isEqualTo(asked);
            bot.kill();
        }
        try (BotProcess bot = BotProcess.start(home)) {
            Json.Obj hello = bot.await("hello");
            assertThat(BotProcess.text(hello, "store")).isEqualTo("kept");
            assertThat(BotProcess.whole(hello, "epoch")).isEqualTo(1);
        }
    }

    @Test
    void aRunKilledAsItsOpeningArrivesBeginsItsLedgerOnce() throws Exception {
        String asked;
        try (BotProcess bot = BotProcess.start(home)) {
            asked = BotProcess.text(bot.await("hello"), "ledger");
            home.open(asked, 1);
            bot.await("settings", line -> BotProcess.whole(line, "rev") == home.rev());
            bot.kill();
        }
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(BotProcess.text(bot.await("hello"), "ledger")).isEqualTo(asked);
            bot.await("fill");
            bot.kill();
            LedgerAudit.of(home.data()).covers(bot.lines());
        }
    }

    @Test
    void aLostStoreGoesOnFromTheOpeningInAHigherEpoch() throws Exception {
        String lost = tradeAndKill();
        try (var files = Files.list(home.data())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (BotProcess bot = BotProcess.start(home)) {
            Json.Obj hello = bot.await("hello");
            assertThat(BotProcess.text(hello, "store")).isEqualTo("new");
            String fresh = BotProcess.text(hello, "ledger");
            assertThat(fresh).isNotEqualTo(lost);
            Json held =
                    Json.object()
                            .put("symbol", "ETHUSD")
                            .put("trade", "t1-7")
                            .put("quantity", "0.05")
                            .put("entry", "1700")
                            .build();
            home.with("opening", BotHome.opening(fresh, 2, "900.5", held)).write();
            Json.Obj exit = bot.await("fill");
            assertThat(BotProcess.text(exit, "trade")).isEqualTo("t1-7");
            assertThat(BotProcess.text(exit, "effect")).isEqualTo("exit");
            Json.Obj entry =
                    bot.await("fill", fill -> BotProcess.text(fill, "effect").equals("entry"));
            assertThat(BotProcess.text(entry, "order")).startsWith("s0k3v9m2xw1q7a-2-");
        }
    }

    @Test
    void aReportSendsWhatIsMissingAndEndsAndMayBeKilledBefore() throws Exception {
        String ledger = tradeAndKill();
        long onDisk = LedgerAudit.of(home.data()).size();
        home.with("task", Json.text("report")).resend(ledger, 2);
        try (BotProcess bot = BotProcess.start(home)) {
            bot.await("hello");
            bot.kill();
        }
        try (BotProcess bot = BotProcess.start(home)) {
            assertThat(bot.exitCode()).isZero();
            assertThat(bookedSeqs(bot))
                    .containsExactlyElementsOf(LongStream.rangeClosed(2, onDisk).boxed().toList());
            assertThat(BotProcess.whole(bot.await("resent"), "to")).isEqualTo(onDisk);
            Json.Obj stopped = bot.await("stopped");
            assertThat(BotProcess.text(stopped, "reason")).isEqualTo("done");
            assertThat(BotProcess.whole(stopped, "ledgerSeq")).isEqualTo(onDisk);
        }
    }

    @Test
    void aRunThatMeetsAHigherEpochTradesNoMoreNotEvenAfterAKill() throws Exception {
        String ledger = tradeAndKill();
        try (BotProcess bot = BotProcess.start(home)) {
            bot.await("candle");
            home.with("opening", BotHome.opening("another", 2, "1000")).write();
            assertThat(BotProcess.text(bot.await("stopped"), "reason")).isEqualTo("superseded");
            bot.kill();
        }
        long onDisk = LedgerAudit.of(home.data()).size();
        try (BotProcess bot = BotProcess.start(home)) {
            Json.Obj stopped = bot.await("stopped");
            assertThat(BotProcess.text(stopped, "reason")).isEqualTo("superseded");
            assertThat(BotProcess.text(stopped, "ledger")).isEqualTo(ledger);
            assertThat(bot.terminate()).isEqualTo(67);
            assertThat(bookedSeqs(bot)).isEmpty();
        }
        assertThat(LedgerAudit.of(home.data()).size()).isEqualTo(onDisk);
    }

    private String tradeAndKill() throws Exception {
        try (BotProcess bot = BotProcess.start(home)) {
            String ledger = BotProcess.text(bot.await("hello"), "ledger");
            home.open(ledger, 1);
            bot.await("fill", fill -> BotProcess.text(fill, "effect").equals("exit"));
            bot.kill();
            return ledger;
        }
    }

    private static List<Long> bookedSeqs(BotProcess bot) {
        return bot.lines().stream()
                .filter(line -> List.of("order", "fill").contains(BotProcess.text(line, "type")))
                .map(line -> ((Json.Num) line.get("ledgerSeq")).value())
                .map(BigDecimal::longValueExact)
                .toList();
    }
}
