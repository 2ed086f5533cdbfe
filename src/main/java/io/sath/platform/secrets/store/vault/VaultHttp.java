package io.sath.platform.secrets.store.vault;

import io.sath.platform.secrets.store.SecretStore.Outage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the driver lacks, on the JDK's client: subkeys, metadata, wrapping, health. */
final class VaultHttp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LEAST = Duration.ofMillis(50);

    private final HttpClient client;
    private final URI addr;
    private final @Nullable String namespace;
    private final Duration deadline;

    VaultHttp(HttpClient client, URI addr, @Nullable String namespace, Duration deadline) {
        this.client = client;
        this.addr = addr;
        this.namespace = namespace;
        this.deadline = deadline;
    }

    /** As this one, for calls that have at most {@code left} in all. */
    VaultHttp within(Duration left) {
        return left.compareTo(deadline) >= 0
                ? this
                : new VaultHttp(client, addr, namespace, left.compareTo(LEAST) < 0 ? LEAST : left);
    }

    VaultAnswer get(String path, @Nullable String token) {
        return send(request(path, token).GET());
    }

    VaultAnswer post(String path, @Nullable String token, Map<String, ?> body) {
        return send(
                request(path, token)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        JSON.writeValueAsBytes(body))));
    }

    VaultAnswer delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    /**
     * The status of {@code sys/health}: 200 active, 429 standby, 501 new, 503 sealed; 0 no answer.
     */
    int healthStatus() {
        try {
            return client.send(
                            request("sys/health", null).GET().build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(addr.resolve("/v1/" + path))
                        .timeout(deadline)
                        .header("X-Vault-Request", "true");
        if (token != null) {
            request.header("X-Vault-Token", token);
        }
        if (namespace != null) {
            request.header("X-Vault-Namespace", namespace);
        }
        return request;
    }

    private VaultAnswer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return VaultAnswers.of(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new VaultAnswer.Away(Outage.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new VaultAnswer.Away(Outage.UNREACHABLE);
        }
    }
}
