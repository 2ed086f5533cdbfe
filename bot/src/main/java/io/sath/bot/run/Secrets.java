package io.sath.bot.run;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were delivered to this run, read once: from the file that SATH_SECRETS names, or
 * from the first line of stdin. Their bytes are wiped on close, and never appear in a message.
 */
final class Secrets implements AutoCloseable {

    static final int MAX_BYTES = 16 * 1024;

    private final byte[] json;

    /** What became of the delivery. */
    sealed interface Delivery {
        /** The keys are here; possibly none. */
        record Delivered(Secrets secrets) implements Delivery {}

        /** Nothing came in time. */
        record Missing() implements Delivery {}

        /** What came cannot be used. */
        record Unusable(String problem) implements Delivery {}
    }

    private Secrets(byte[] json) {
        this.json = json;
    }

    static Delivery read(@Nullable String file, InputStream stdin, Duration patience)
            throws InterruptedException {
        if (file != null) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return checked(in.readNBytes(MAX_BYTES + 1));
            } catch (IOException _) {
                return new Delivery.Unusable("the file that SATH_SECRETS names cannot be read");
            }
        }
        CompletableFuture<byte[]> line = new CompletableFuture<>();
        Thread reader =
                new Thread(
                        null,
                        () -> {
                            try {
                                line.complete(firstLine(stdin));
                            } catch (IOException e) {
                                line.completeExceptionally(e);
                            }
                        },
                        "secrets",
                        256 * 1024);
        reader.setDaemon(true);
        reader.start();
        try {
            return checked(line.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new Delivery.Missing();
        } catch (ExecutionException _) {
            return new Delivery.Unusable("stdin cannot be read");
        }
    }

    private static byte[] firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int next = in.read();
                next >= 0 && next != '\n' && line.size() <= MAX_BYTES;
                next = in.read()) {
            line.write(next);
        }
        return line.toByteArray();
    }

    private static Delivery checked(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            return new Delivery.Unusable("the secrets are larger than " + MAX_BYTES + " bytes");
        }
        if (new String(bytes, StandardCharsets.US_ASCII).isBlank()) {
            return new Delivery.Delivered(new Secrets(bytes));
        }
        try {
            if (JsonText.parse(bytes) instanceof Json.Obj object
                    && (object.get("keys") instanceof Json.Arr
                            || object.get("keys") instanceof Json.Null)) {
                return new Delivery.Delivered(new Secrets(bytes));
            }
        } catch (JsonText.Malformed _) {
            // its message could hold a part of a key
        }
        Arrays.fill(bytes, (byte) 0);
        return new Delivery.Unusable(
                "the secrets are no JSON object with a list of keys; {} stands for none");
    }

    boolean isWiped() {
        for (byte each : json) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        Arrays.fill(json, (byte) 0);
    }
}
