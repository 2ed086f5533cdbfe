package io.sath.platform.orchestration.scheduler.nomad;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The calls that Nomad's own library lacks, on the JDK's client: every one has a deadline for the
 * whole of it, a read is tried at most three times, and a write is sent once.
 */
final class NomadHttp implements AutoCloseable {
    /** So many streams are opened at once: with thousands at once each would come too late. */
    private static final int OPENINGS = 32;

    private final Semaphore openings = new Semaphore(OPENINGS);
    private final NomadAccess access;
    private final Breaker breaker;
    private final HttpClient client;

    NomadHttp(NomadAccess access, Breaker breaker) {
        this.access = access;
        this.breaker = breaker;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .connectTimeout(access.deadlines().connect());
        if (access.tls() != null) {
            builder.sslContext(access.tls());
        }
        this.client = builder.build();
    }

    /**
     * @param index of the cluster's state
     * @param next where the next page begins, or null
     */
    record Answer(String body, long index, @Nullable String next) {}

    Answer get(String path, Map<String, String> query) {
        return breaker.read(() -> send("GET", path, query, null, access.deadlines().read()));
    }

    Answer put(String path, Map<String, String> query, String json) {
        return breaker.call(() -> send("PUT", path, query, json, access.deadlines().write()));
    }

    /** Kills the task at once. */
    void kill(AllocationId allocation) {
        signal(allocation, "SIGKILL");
    }

    /** Asks the task to end, as the cluster does. */
    void ask(AllocationId allocation) {
        signal(allocation, "SIGTERM");
    }

    private void signal(AllocationId allocation, String signal) {
        put(
                "/v1/client/allocation/" + allocation.value() + "/signal",
                Map.of(),
                NomadReads.JSON.writeValueAsString(
                        Map.of("Signal", signal, "Task", AllocationSeen.TASK)));
    }

    Answer delete(String path, Map<String, String> query) {
        return breaker.call(() -> send("DELETE", path, query, null, access.deadlines().write()));
    }

    /** An answer that goes on: the caller watches its silence and closes it. */
    InputStream open(String path, Map<String, String> query) {
        HttpResponse<InputStream> response = opened(path, query);
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String text = new String(body.readNBytes(2_000), StandardCharsets.UTF_8);
            throw NomadFailure.of("GET " + path, response.statusCode(), text, 0);
        } catch (IOException e) {
            throw new NomadFailure.Unavailable("GET " + path + ": " + e.getMessage(), false, e);
        }
    }

    private HttpResponse<InputStream> opened(String path, Map<String, String> query) {
        try {
            openings.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NomadFailure.Unavailable("GET " + path + ": interrupted", false, e);
        }
        try {
            breaker.check();
            return exchange(
                    "GET",
                    path,
                    query,
                    null,
                    access.deadlines().connect().plus(access.deadlines().read()),
                    BodyHandlers.ofInputStream());
        } finally {
            openings.release();
        }
    }

    private Answer send(
            String method,
            String path,
            Map<String, String> query,
            @Nullable String json,
            Duration deadline) {
        HttpResponse<String> response =
                exchange(
                        method,
                        path,
                        query,
                        json,
                        deadline,
                        BodyHandlers.ofString(StandardCharsets.UTF_8));
        long index = response.headers().firstValueAsLong("X-Nomad-Index").orElse(0);
        if (response.statusCode() / 100 != 2) {
            throw NomadFailure.of(
                    method + " " + path, response.statusCode(), response.body(), index);
        }
        return new Answer(
                response.body(),
                index,
                response.headers()
                        .firstValue("X-Nomad-NextToken")
                        .filter(token -> !token.isEmpty())
                        .orElse(null));
    }

    private <T> HttpResponse<T> exchange(
            String method,
            String path,
            Map<String, String> query,
            @Nullable String json,
            Duration deadline,
            BodyHandler<T> body) {
        CompletableFuture<HttpResponse<T>> answer =
                client.sendAsync(request(method, path, query, json), body);
        String what = method + " " + path;
        try {
            return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NomadFailure.Unavailable(
                    what + ": no answer within " + deadline.toMillis() + " ms", true, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            boolean reached =
                    !(cause instanceof ConnectException
                            || cause instanceof HttpConnectTimeoutException);
            throw new NomadFailure.Unavailable(
                    what + ": " + cause.getClass().getSimpleName(), reached, cause);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NomadFailure.Unavailable(what + ": interrupted", true, e);
        }
    }

    private HttpRequest request(
            String method, String path, Map<String, String> query, @Nullable String json) {
        Map<String, String> all = new TreeMap<>(query);
        all.put("namespace", access.namespace());
        if (access.region() != null) {
            all.put("region", access.region());
        }
        StringBuilder target = new StringBuilder(path);
        char separator = path.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> one : all.entrySet()) {
            target.append(separator)
                    .append(one.getKey())
                    .append('=')
                    .append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(access.addr().resolve(URI.create(target.toString())))
                        .method(
                                method,
                                json == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json));
        String token = access.token();
        if (token != null) {
            builder.header("X-Nomad-Token", token);
        }
        return builder.build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
