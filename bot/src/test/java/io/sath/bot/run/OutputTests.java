package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.ledger.Entry;
import io.sath.bot.wire.Level;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.StopReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTests {

    private static final String RUN = "01993f30-0a1b-7c2d-8e3f-405162738495";

    @TempDir Path directory;
    private final ManualClock wall = new ManualClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @Test
    void aReaderWhoDoesNotReadHoldsNobodyUpAndLedgerRecordsGoLast() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        Output output = new Output(RUN, blockedUntil(reads), null, 0, wall);
        output.start();
        output.say(log("first"));
        await().until(() -> output.waiting() == 0);
        for (int i = 0; i < Output.CAPACITY + 500; i++) {
            output.say(log("line " + i));
            if (i % 10 == 0) {
                output.say("l1", entry(i / 10 + 1));
            }
        }
        assertThat(output.waiting()).isEqualTo(Output.CAPACITY);
        long dropped = output.dropped();
        assertThat(dropped).isGreaterThan(500);
        reads.countDown();
        output.flush(Duration.ofSeconds(10));
        List<Json.Obj> lines = lines();
        assertThat(lines).hasSize(Output.CAPACITY + 1);
        assertThat(lines.stream().filter(line -> line.get("type").equals(Json.text("order"))))
                .as("no ledger record was dropped while others could be")
                .hasSize((Output.CAPACITY + 500 + 9) / 10);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).get("seq")).isEqualTo(Json.whole(i + 1));
        }
    }

    @Test
    void aFileThatNobodyTrimsKeepsOnlyOrdersFillsAndTheEnd() throws Exception {
        Path file = directory.resolve("out.log");
        Files.write(file, new byte[1_000]);
        Output output = new Output(RUN, read, file, 1_000, wall);
        output.start();
        output.say(log("not written"));
        output.say("l1", entry(1));
        output.say(new Out.Stopped(StopReason.SIGNAL, true, 0, 0, "l1", 1));
        output.flush(Duration.ofSeconds(10));
        await().until(() -> output.dropped() == 1);
        assertThat(lines().stream().map(line -> line.get("type")))
                .containsExactly(Json.text("order"), Json.text("stopped"));
        Files.write(file, new byte[10]);
        output.say(log("trimmed again"));
        output.flush(Duration.ofSeconds(10));
        assertThat(lines()).hasSize(3);
    }

    @Test
    void aClosedPipeIsCountedAndNothingEnds() throws Exception {
        OutputStream closed =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        Output output = new Output(RUN, closed, null, 0, wall);
        output.start();
        output.say(log("a"));
        output.flush(Duration.ofSeconds(10));
        await().until(() -> output.dropped() == 1);
        output.say(log("b"));
        await().until(() -> output.dropped() == 2);
    }

    private OutputStream blockedUntil(CountDownLatch reads) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    reads.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                read.write(bytes, from, length);
            }
        };
    }

    private static Out.Log log(String msg) {
        return new Out.Log(Level.INFO, "test", msg);
    }

    private static Entry entry(long seq) {
        return new Entry(seq, "order", Instant.EPOCH, Json.object().put("id", "o" + seq).build());
    }

    private List<Json.Obj> lines() throws JsonText.Malformed {
        List<Json.Obj> lines = new ArrayList<>();
        for (String line : read.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add((Json.Obj) JsonText.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }
}
