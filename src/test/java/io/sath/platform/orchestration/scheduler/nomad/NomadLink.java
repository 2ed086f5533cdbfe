package io.sath.platform.orchestration.scheduler.nomad;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way to a real Nomad, which may break: all passes as it is, and around a registration a test
 * may act. Whatever is thrown there breaks the connection off, before the cluster heard of it or
 * after it was carried out.
 */
public final class NomadLink implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

    private final URI to;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final List<NomadScheduler> adapters = new CopyOnWriteArrayList<>();
    private final AtomicInteger registrations = new AtomicInteger();
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile Runnable before = () -> {};
    private volatile Runnable after = () -> {};

    NomadLink(URI to) throws IOException {
        this.to = to;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** One platform's way to it. */
    public static NomadLink to(RealNomad nomad) throws IOException {
        return new NomadLink(nomad.addr());
    }

    URI addr() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The adapter as in operation, with its rights and its job; closed with this. */
    public WorkloadScheduler adapter(RealNomad nomad, String driver, String javaHome) {
        NomadScheduler fresh =
                TestSettings.scheduler(
                        TestSettings.real(
                                addr(),
                                nomad.tokenFile(),
                                nomad.nodesTokenFile(),
                                driver,
                                javaHome),
                        Clock.systemUTC());
        adapters.add(fresh);
        return fresh;
    }

    /**
     * Around each registration of a job from now on.
     *
     * @param unheard before the cluster hears of it
     * @param unanswered when it was carried out and nobody knows
     */
    public void aroundRegistrations(Runnable unheard, Runnable unanswered) {
        before = unheard;
        after = unanswered;
    }

    /** How many registrations the cluster has answered. */
    int registrations() {
        return registrations.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean registers =
                    exchange.getRequestMethod().equals("PUT")
                            && exchange.getRequestURI().getPath().equals("/v1/jobs");
            if (registers && breaksOff(before)) {
                return;
            }
            HttpResponse<InputStream> answer =
                    client.send(request(exchange, body), BodyHandlers.ofInputStream());
            try (InputStream said = answer.body()) {
                if (registers) {
                    registrations.incrementAndGet();
                    if (breaksOff(after)) {
                        return;
                    }
                }
                pass(answer, said, exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean breaksOff(Runnable act) {
        try {
            act.run();
            return false;
        } catch (RuntimeException | Error e) {
            return true;
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to.resolve(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (passes(name)) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        return request.build();
    }

    private static void pass(HttpResponse<?> answer, InputStream said, HttpExchange exchange)
            throws IOException {
        answer.headers()
                .map()
                .forEach((name, values) -> {
                    if (passes(name)) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
        long length = answer.headers().firstValueAsLong("Content-Length").orElse(0);
        boolean empty =
                answer.statusCode() == 204
                        || (length == 0
                                && answer.headers().firstValue("Content-Length").isPresent());
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : length);
        if (empty) {
            return;
        }
        byte[] some = new byte[64 << 10];
        OutputStream out = exchange.getResponseBody();
        for (int read = said.read(some); read >= 0; read = said.read(some)) {
            out.write(some, 0, read);
            out.flush();
        }
    }

    private static boolean passes(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Breaks every connection off, and nothing passes any more. */
    public void cut() {
        if (!cut.getAndSet(true)) {
            server.stop(0);
            client.shutdownNow();
        }
    }

    @Override
    public void close() {
        cut();
        adapters.forEach(NomadScheduler::close);
    }
}
