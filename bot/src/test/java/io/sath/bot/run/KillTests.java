package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real program at instants that nobody chose, and adds its ledger up. */
class KillTests {

    private static final int KILLS = 20;
    private static final long SEED = 20_261_122;

    @TempDir Path directory;

    @Test
    void noFillIsLostOrRepeatedHoweverOftenTheProgramIsKilled() throws Exception {
        BotHome home = BotHome.busy(directory, "60000").write();
        Random random = new Random(SEED);
        List<Json.Obj> said = new ArrayList<>();
        long saidSeq = 0;
        try (BotProcess first = BotProcess.start(home)) {
            home.open(BotProcess.text(first.await("hello"), "ledger"), 1);
            first.await("fill");
            first.kill();
            said.addAll(first.lines());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            try (BotProcess bot = BotProcess.start(home)) {
                Json.Obj hello = bot.await("hello");
                assertThat(BotProcess.text(hello, "store")).isEqualTo("kept");
                assertThat(BotProcess.whole(hello, "ledgerSeq"))
                        .as("hello knows all that was said")
                        .isGreaterThanOrEqualTo(saidSeq);
                if (kill % 2 == 0) {
                    bot.await("fill");
                }
                bot.awaitLines(random.nextInt(100));
                bot.kill();
                said.addAll(bot.lines());
                saidSeq = Math.max(saidSeq, lastSeq(bot.lines()));
            }
            LedgerAudit.of(home.data()).covers(said);
        }
        try (BotProcess last = BotProcess.start(home)) {
            last.await("hello");
            home.stop("flatten");
            Json.Obj stopped = last.await("stopped");
            assertThat(BotProcess.text(stopped, "reason")).isEqualTo("ordered");
            assertThat(stopped.get("flat")).isEqualTo(Json.bool(true));
            assertThat(last.terminate()).isZero();
            said.addAll(last.lines());
        }
        LedgerAudit audit = LedgerAudit.of(home.data());
        audit.covers(said);
        assertThat(audit.fills()).isGreaterThan(KILLS / 2);
        assertThat(audit.isFlat()).isTrue();
        assertThat(audit.cash().subtract(new BigDecimal("1000")))
                .as("what the fills realised is what the cash has become")
                .isEqualByComparingTo(audit.pnl());
    }

    private static long lastSeq(List<Json.Obj> lines) {
        return lines.stream()
                .filter(line -> line.get("ledgerSeq") instanceof Json.Num)
                .mapToLong(line -> BotProcess.whole(line, "ledgerSeq"))
                .max()
                .orElse(0);
    }
}
