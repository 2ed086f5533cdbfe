package io.sath.bot.check.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A provider on this machine that answers as it is told to, and remembers what it was asked. */
public class FakeProvider implements AutoCloseable {
    /** What was asked; names of headers in any case. */
    public record Request(
            String method, String path, String query, Map<String, String> headers, String body) {
        public String header(String name) {
            return Objects.requireNonNullElse(headers.get(name), "");
        }
    }

    /** What is answered; null headers of none. */
    public record Reply(int status, String body, Map<String, String> headers) {
        public static Reply of(int status, String body) {
            return new Reply(status, body, Map.of());
        }
    }

    /** How a path is answered. */
    public interface Handler {
        Reply answer(Request request);
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Handler always;

    public FakeProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers {@code GET /path} so, or with another method named in front. */
    public final FakeProvider on(String methodAndPath, Handler handler) {
        handlers.put(methodAndPath, handler);
        return this;
    }

    /** Answers everything so, whatever else was said. */
    public final FakeProvider always(Handler handler) {
        always = handler;
        return this;
    }

    /** Takes every request and never answers. */
    public final FakeProvider silent() {
        return always(_ -> {
            try {
                over.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(500, "");
        });
    }

    public final List<Request> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name, values.getFirst()));
            URI uri = exchange.getRequestURI();
            Request request =
                    new Request(
                            exchange.getRequestMethod(),
                            uri.getRawPath(),
                            Objects.requireNonNullElse(uri.getRawQuery(), ""),
                            headers,
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            requests.add(request);
            Handler handler = always;
            if (handler == null) {
                handler = handlers.get(request.method() + " " + request.path());
            }
            Reply reply =
                    handler == null
                            ? Reply.of(404, "{\"error\":\"not found\"}")
                            : handler.answer(request);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
