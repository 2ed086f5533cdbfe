package io.sath.bot.run;

import io.sath.bot.json.JsonText;
import io.sath.bot.json.SecretText;
import io.sath.bot.keys.DeliveredKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were delivered to this run, read once: from the file that SATH_SECRETS names, or
 * from the first line of stdin. Whoever signs finds its key here; {@link #close} wipes them all,
 * and none ever appears in a message.
 */
final class Secrets implements AutoCloseable {

    static final int MAX_BYTES = 16 * 1024;

    private final List<DeliveredKey> keys;

    /** What became of the delivery. */
    sealed interface Delivery {
        /** The keys are here; possibly none. */
        record Delivered(Secrets secrets) implements Delivery {}

        /** Nothing came in time. */
        record Missing() implements Delivery {}

        /** What came cannot be used. */
        record Unusable(String problem) implements Delivery {}
    }

    private Secrets(List<DeliveredKey> keys) {
        this.keys = keys;
    }

    static Secrets none() {
        return new Secrets(List.of());
    }

    /** The key of this ref; null where it was not delivered. It is wiped with all the others. */
    @Nullable DeliveredKey find(String ref) {
        for (DeliveredKey key : keys) {
            if (key.ref().equals(ref)) {
                return key;
            }
        }
        return null;
    }

    static Delivery read(@Nullable String file, InputStream stdin, Duration patience)
            throws InterruptedException {
        if (file != null) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return checked(bytes(in, -1));
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
                                line.complete(bytes(stdin, '\n'));
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

    /** All up to {@code end} or the end of the stream, without a copy left behind. */
    private static byte[] bytes(InputStream in, int end) throws IOException {
        byte[] buffer = new byte[MAX_BYTES + 1];
        try {
            int length = 0;
            for (int next = in.read();
                    next >= 0 && next != end && length < buffer.length;
                    next = in.read()) {
                buffer[length++] = (byte) next;
            }
            return Arrays.copyOf(buffer, length);
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    private static Delivery checked(byte[] bytes) {
        try {
            if (bytes.length > MAX_BYTES) {
                return new Delivery.Unusable("the secrets are larger than " + MAX_BYTES + " bytes");
            }
            if (isBlank(bytes)) {
                return new Delivery.Delivered(none());
            }
            return delivered(SecretText.keys(bytes));
        } catch (JsonText.Malformed _) {
            return new Delivery.Unusable(
                    "the secrets are no JSON object with a list of keys; {} stands for none");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Delivery delivered(List<Map<String, byte[]>> objects) {
        Secrets secrets = new Secrets(new ArrayList<>());
        boolean sound = true;
        for (Map<String, byte[]> fields : objects) {
            byte[] ref = fields.get("ref");
            sound &= ref != null;
            secrets.keys.add(
                    new DeliveredKey(
                            ref == null ? "" : new String(ref, StandardCharsets.UTF_8), fields));
        }
        if (sound) {
            return new Delivery.Delivered(secrets);
        }
        secrets.close();
        return new Delivery.Unusable("a key among the secrets has no ref");
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each > ' ' || each < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        keys.forEach(DeliveredKey::close);
    }
}
