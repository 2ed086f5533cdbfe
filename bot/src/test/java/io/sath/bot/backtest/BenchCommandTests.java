package io.sath.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTests {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BenchCommand bench =
            new BenchCommand(
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void aFileIsMeasuredAsOneJsonObject(@TempDir Path directory) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rows.append(1743699900000L + i * 300_000L).append(",10,12,9,11,1\n");
        }
        Path file = Files.writeString(directory.resolve("BTCUSD-5m.csv"), rows);

        assertThat(bench.run(List.of(file.toString()))).isZero();

        Json.Obj line = (Json.Obj) JsonText.parse(out.toByteArray());
        assertThat(line.get("data")).isEqualTo(Json.text("BTCUSD-5m.csv"));
        // without the 200 of the warm-up, and the last two, whose decisions nothing could carry out
        assertThat(line.get("candles")).isEqualTo(Json.whole(98L));
        assertThat(line.fields()).containsKeys("medianMs", "bestMs", "worstMs", "firstMs");
    }

    @Test
    void aFileThatIsNotThereIsOneSentence() {
        assertThat(bench.run(List.of("BTCUSD-none.csv"))).isEqualTo(BacktestCommand.DATA);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("BTCUSD-none.csv cannot be read")
                .hasLineCount(1);
    }
}
