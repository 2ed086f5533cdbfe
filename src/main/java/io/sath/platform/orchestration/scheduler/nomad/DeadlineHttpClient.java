package io.sath.platform.orchestration.scheduler.nomad;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.conn.ClientConnectionManager;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;

/**
 * What Nomad's library speaks through: connecting, waiting for a connection, each read and the
 * whole have deadlines; nothing is ever sent again; the token goes by header.
 */
@SuppressWarnings("deprecation") // Two methods of the parent that nobody calls.
final class DeadlineHttpClient extends CloseableHttpClient {
    private static final int CONNECTIONS = 64;

    private final NomadAccess.Deadlines allowed;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("nomad-deadlines").factory());

    DeadlineHttpClient(NomadAccess access) {
        this.allowed = access.deadlines();
        int connect = Math.toIntExact(allowed.connect().toMillis());
        HttpClientBuilder builder =
                HttpClientBuilder.create()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setConnectionTimeToLive(60, TimeUnit.SECONDS)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectTimeout(connect)
                                        .setConnectionRequestTimeout(connect)
                                        .setSocketTimeout(
                                                Math.toIntExact(allowed.write().toMillis()))
                                        .build())
                        .addInterceptorLast((HttpRequest request, HttpContext context) -> {
                            String token = access.token();
                            if (token != null) {
                                request.setHeader("X-Nomad-Token", token);
                            }
                        });
        if (access.tls() != null) {
            builder.setSSLContext(access.tls());
        }
        this.client = builder.build();
    }

    @Override
    protected CloseableHttpResponse doExecute(
            HttpHost target, HttpRequest request, HttpContext context) throws IOException {
        if (request instanceof HttpUriRequest abortable) {
            // Once the answer was read this does nothing: the connection is another call's by then.
            Duration deadline =
                    abortable.getMethod().equals("GET") ? allowed.read() : allowed.write();
            var _ =
                    deadlines.schedule(
                            abortable::abort, deadline.toMillis(), TimeUnit.MILLISECONDS);
        }
        return client.execute(target, request, context);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    @Override
    public HttpParams getParams() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientConnectionManager getConnectionManager() {
        throw new UnsupportedOperationException();
    }
}
