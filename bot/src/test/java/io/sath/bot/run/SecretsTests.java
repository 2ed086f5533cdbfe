package io.sath.bot.run;

import static org.assertj.core.api.Assertions.assertThat;

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
        Secrets.Delivery delivery = read(null, stdin);
        Secrets secrets = ((Secrets.Delivery.Delivered) delivery).secrets();
        assertThat(secrets.isWiped()).isFalse();
        secrets.close();
        assertThat(secrets.isWiped()).isTrue();
        assertThat(stdin.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("not this");
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
        for (String bad : new String[] {"hidden", "[\"hidden\"]", "{\"keys\":\"hidden\"}"}) {
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

    private static Secrets.Delivery read(@Nullable String file, InputStream stdin)
            throws InterruptedException {
        return Secrets.read(file, stdin, Duration.ofSeconds(10));
    }

    private static InputStream stdin(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
