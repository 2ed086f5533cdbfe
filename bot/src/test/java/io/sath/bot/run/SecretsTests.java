package io.sath.bot.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.keys.DeliveredKey;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    private static final String ONE = "{\"keys\":[{\"ref\":\"k1\",\"apiKey\":\"hidden\"}]}";

    @TempDir Path directory;

    @Test
    void theFirstLineOfStdinIsTakenAndWiped() throws Exception {
        InputStream stdin = stdin(ONE + "\nnot this");
        Secrets secrets = delivered(read(null, stdin));
        byte[] value = requireNonNull(requireNonNull(secrets.find("k1")).bytes("apiKey"));
        assertThat(value).asString(StandardCharsets.UTF_8).isEqualTo("hidden");
        secrets.close();
        assertThat(value).containsOnly(0);
        assertThat(stdin.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("not this");
    }

    @Test
    void aKeyIsFoundByItsRefWithAllThatWasDelivered() throws Exception {
        String line =
                "{\"rev\":3,\"more\":{\"a\":[1]},\"keys\":[{\"ref\":\"k1\",\"venue\":\"binance\","
                        + "\"algorithm\":\"ed25519\",\"apiSecret\":\"-----BEGIN\\nñ\\u00f1\\\"\",\"extra\":[1,2]},"
                        + "{\"ref\":\"k2\",\"provider\":\"deepseek\",\"apiKey\":\"two\",\"n\":null}]}\n";
        Secrets secrets = delivered(read(null, stdin(line)));
        DeliveredKey first = requireNonNull(secrets.find("k1"));
        assertThat(first.service()).isEqualTo("binance");
        assertThat(first.algorithm()).isEqualTo("ed25519");
        assertThat(first.bytes("apiSecret"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("-----BEGIN\nññ\"");
        assertThat(first.header("apiSecret")).isNull();
        assertThat(first.bytes("extra")).isNull();
        assertThat(first).hasToString("DeliveredKey[k1]");
        DeliveredKey second = requireNonNull(secrets.find("k2"));
        assertThat(second.service()).isEqualTo("deepseek");
        assertThat(second.header("apiKey")).isEqualTo("two");
        assertThat(secrets.find("k3")).isNull();
        assertThat(Secrets.none().find("k1")).isNull();
    }

    @Test
    void aFileIsTaken() throws Exception {
        Path file = Files.writeString(directory.resolve("secrets"), ONE);
        assertThat(read(file.toString(), stdin(""))).isInstanceOf(Secrets.Delivery.Delivered.class);
    }

    @Test
    void anEmptyObjectAndAClosedStdinStandForNone() throws Exception {
        assertThat(read(null, stdin("{}\n"))).isInstanceOf(Secrets.Delivery.Delivered.class);
        assertThat(read(null, stdin(""))).isInstanceOf(Secrets.Delivery.Delivered.class);
    }

    @Test
    void whatIsNoneIsRefusedWithoutShowingIt() throws Exception {
        for (String bad :
                new String[] {
                    "hidden",
                    "[\"hidden\"]",
                    "{\"keys\":\"hidden\"}",
                    "{\"keys\":[\"hidden\"]}",
                    "{\"keys\":[{\"ref\":\"k1\",\"apiKey\":\"hidden\"]}",
                    "{\"keys\":[{\"apiKey\":\"hidden\"}]}",
                    "{\"keys\":[{\"ref\":\"k1\",\"ref\":\"hidden\"}]}",
                    ONE + "hidden"
                }) {
            Secrets.Delivery delivery = read(null, stdin(bad + "\n"));
            assertThat(delivery).isInstanceOf(Secrets.Delivery.Unusable.class);
            assertThat(delivery.toString()).doesNotContain("hidden");
        }
    }

    @Test
    void moreThanSixteenKibibytesAreRefused() throws Exception {
        String large = "{\"keys\":[\"" + "x".repeat(Secrets.MAX_BYTES) + "\"]}\n";
        assertThat(read(null, stdin(large))).isInstanceOf(Secrets.Delivery.Unusable.class);
    }

    @Test
    void aLineThatNeverComesIsMissing() throws Exception {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream stdin = new PipedInputStream(silent)) {
            assertThat(Secrets.read(null, stdin, Duration.ofMillis(50)))
                    .isInstanceOf(Secrets.Delivery.Missing.class);
        }
    }

    private static Secrets delivered(Secrets.Delivery delivery) {
        return ((Secrets.Delivery.Delivered) delivery).secrets();
    }

    private static Secrets.Delivery read(@Nullable String file, InputStream stdin)
            throws InterruptedException {
        return Secrets.read(file, stdin, Duration.ofSeconds(10));
    }

    private static InputStream stdin(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
