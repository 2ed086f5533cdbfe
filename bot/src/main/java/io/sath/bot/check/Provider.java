package io.sath.bot.check;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A provider while one key is checked: its place, the client and the time left.
 *
 * <p>An answer of more than 512 KiB is given up, no redirect is followed and nothing is asked
 * twice. What goes wrong is an {@link Answer} without a trace of the request.
 *
 * @param end when the whole check is over, by {@link System#nanoTime}
 */
record Provider(URI base, HttpClient client, long end) {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 512 * 1024;

    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The same check at another place. */
    Provider at(URI other) {
        return new Provider(other, client, end);
    }

    /** Asks for a path with its query, both already encoded. */
    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .header("Accept", "application/json")
                .header("User-Agent", "sath-bot");
    }

    Answer send(HttpRequest.Builder request) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            long left = Math.max(0, end - System.nanoTime());
            HttpResponse<byte[]> answer = coming.get(left, TimeUnit.NANOSECONDS);
            return new Answer.Said(answer.statusCode(), json(answer.body()));
        } catch (ExecutionException e) {
            return new Answer.Silent(why(e.getCause()));
        } catch (TimeoutException _) {
            coming.cancel(true);
            return new Answer.Silent(Fault.LATE);
        }
    }

    /** Some answers hold keys: the bytes do not stay. */
    private static Json json(byte[] body) {
        try {
            return JsonText.parse(body);
        } catch (JsonText.Malformed _) {
            return Json.NULL;
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static Fault why(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException _, UnknownHostException _ -> {
                    return Fault.UNKNOWN_HOST;
                }
                case SSLException _ -> {
                    return Fault.TLS;
                }
                case HttpTimeoutException _ -> {
                    return Fault.LATE;
                }
                default -> {}
            }
        }
        if (failure instanceof ConnectException) {
            return Fault.CLOSED;
        }
        return failure instanceof IOException e
                        && String.valueOf(e.getMessage()).contains("exceeds")
                ? Fault.TOO_LARGE
                : Fault.BROKEN;
    }

    /** What a status means that has nothing to do with the key. */
    static Finding besideThePoint(int status) {
        return new Finding.Bad(
                switch (status) {
                    case 418, 425, 429 -> Fault.BUSY;
                    case 403, 451 -> Fault.LOCATION;
                    default -> status >= 500 ? Fault.FAILING : Fault.STRANGE;
                });
    }
}
