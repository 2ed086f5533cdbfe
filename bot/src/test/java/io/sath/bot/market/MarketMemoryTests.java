package io.sath.bot.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that would not fit into a bot's heap is read all the same, by a JVM of a bot's size.
class MarketMemoryTests {

    @Test
    void aYearOfMinutesIsReadWithinABotsHeap(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("BTCUSDT-1m-year.csv.gz");
        int minutes = 525_600;
        write(file, minutes);

        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-Xmx12m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Reader.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("105120 candles");
    }

    private static void write(Path file, int minutes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            StringBuilder block = new StringBuilder();
            for (int i = 0; i < minutes; i++) {
                block.append(1704067200000L + i * 60_000L)
                        .append(",")
                        .append(60_000 + i % 977)
                        .append(".5,61000,59000,60100.25,12.5\n");
                if (block.length() > 60_000 || i == minutes - 1) {
                    out.write(block.toString().getBytes(StandardCharsets.US_ASCII));
                    block.setLength(0);
                }
            }
        }
    }

    /// The program that the small JVM runs.
    static final class Reader {
        private Reader() {}

        public static void main(String[] args) {
            Tape tape = new MarketSets(Path.of(args[0])).named("dir").tape("BTCUSDT");
            System.out.println(CandleFileTests.count(tape, Timeframe.M5) + " candles");
        }
    }
}
