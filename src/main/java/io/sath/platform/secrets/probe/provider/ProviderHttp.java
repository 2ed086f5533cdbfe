package io.sath.platform.secrets.probe.provider;

import java.io.IOException;
import java.net.ConnectException;
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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The one client by which providers are asked about keys.
 *
 * <p>A call ends by its {@link Deadline}, body included; an answer of more than 512 KiB is given
 * up; no redirect is followed and nothing is asked twice. What goes wrong is an {@link Answer}
 * without a trace of the request.
 */
public final class ProviderHttp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 512 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    /**
     * A client whose checks end after {@code patience}.
     *
     * @param patience for one check, whole
     */
    public ProviderHttp(Duration patience) {
        this.patience = patience;
    }

    /** The time of one check, which begins now. */
    public Deadline begin() {
        return Deadline.in(patience);
    }

    /** Sends the request and reads the whole answer, or gives up at the deadline. */
    public Answer send(HttpRequest request, Deadline deadline) {
        CompletableFuture<HttpResponse<byte[]>> coming =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        try {
            HttpResponse<byte[]> answer =
                    coming.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            return new Answer.Said(answer.statusCode(), json(answer.body()));
        } catch (ExecutionException e) {
            return new Answer.Silent(why(e.getCause()));
        } catch (TimeoutException _) {
            coming.cancel(true);
            return new Answer.Silent(Silence.LATE);
        } catch (InterruptedException _) {
            coming.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Silent(Silence.BROKEN);
        }
    }

    /** Some answers hold keys: the bytes do not stay. */
    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static Silence why(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnresolvedAddressException _, UnknownHostException _ -> {
                    return Silence.UNKNOWN_HOST;
                }
                case SSLException _ -> {
                    return Silence.TLS;
                }
                case HttpTimeoutException _ -> {
                    return Silence.LATE;
                }
                default -> {}
            }
        }
        if (failure instanceof ConnectException) {
            return Silence.CLOSED;
        }
        return failure instanceof IOException e
                        && String.valueOf(e.getMessage()).contains("exceeds")
                ? Silence.TOO_LARGE
                : Silence.BROKEN;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
