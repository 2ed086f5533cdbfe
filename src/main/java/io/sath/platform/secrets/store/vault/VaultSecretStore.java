package io.sath.platform.secrets.store.vault;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.WriteOptions;
import io.github.jopenlibs.vault.rest.RestResponse;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Keys in Vault's KV version 2 at {@code <mount>/tenants/bot-<bot id>/<key id>}.
 *
 * <p>The platform's policy may write, describe and erase there, and may not read a value back; the
 * bot's job reads its own folder under its own identity. Every write names the version it replaces
 * (check-and-set). A write whose answer was lost is looked up before it is called a failure. All
 * that one call asks of Vault shares one deadline.
 */
final class VaultSecretStore implements SecretStore {
    private static final Duration WHOLE = Duration.ofMillis(1800);

    /** The driver knows whole seconds alone; the rest is for the look whether it arrived. */
    private static final int WRITE_SECONDS = 1;

    private final HttpClient client;
    private final URI addr;
    private final String mount;
    private final @Nullable String namespace;
    private final VaultHttp http;
    private final VaultToken token;

    VaultSecretStore(VaultSettings settings, HttpClient client, VaultHttp http, VaultToken token) {
        this.client = client;
        this.addr = java.util.Objects.requireNonNull(settings.addr(), "sath.vault.addr");
        this.mount = settings.mount();
        this.namespace = settings.namespace();
        this.http = http;
        this.token = token;
    }

    @Override
    public Written put(
            Place place, Map<String, SecretValue> fields, int replaces, Map<String, String> notes) {
        long until = System.nanoTime() + WHOLE.toNanos();
        Map<String, Object> data = new HashMap<>();
        fields.forEach(
                (name, value) -> data.put(name, new String(value.bytes(), StandardCharsets.UTF_8)));
        VaultAnswer answer = token.with(held -> write(held, folder(place), data, replaces));
        data.clear();
        return switch (answer) {
            case VaultAnswer.Ok(var body) ->
                    noted(place, body.path("data").path("version").asInt(), notes, until);
            case VaultAnswer.Conflict _ -> new Written.Conflict();
            case VaultAnswer.Away(Outage outage) ->
                    outage == Outage.UNREACHABLE && arrived(place, replaces + 1, until)
                            ? new Written.Stored(replaces + 1)
                            : new Written.Unavailable(outage);
            case VaultAnswer.Nothing _, VaultAnswer.TokenDead _, VaultAnswer.Refused _ ->
                    new Written.Unavailable(Outage.REFUSED);
        };
    }

    /**
     * Whether a write whose answer was lost is there all the same: only the platform writes at this
     * place, one save at a time, so the next version is the one just sent.
     */
    private boolean arrived(Place place, int version, long until) {
        return find(place, until) instanceof Found.Present there && there.version() == version;
    }

    /** Notes are a convenience for who looks at Vault; a value without them is still well kept. */
    private Written noted(Place place, int version, Map<String, String> notes, long until) {
        if (!notes.isEmpty()) {
            token.with(held ->
                    http(until)
                            .post(
                                    mount + "/metadata/" + path(place),
                                    held,
                                    Map.of("custom_metadata", notes)));
        }
        return new Written.Stored(version);
    }

    private VaultAnswer write(String held, String path, Map<String, Object> data, int replaces) {
        try {
            RestResponse answer =
                    Vault.create(config(held))
                            .logical()
                            .write(
                                    path,
                                    data,
                                    null,
                                    new WriteOptions().checkAndSet((long) replaces).build())
                            .getRestResponse();
            return VaultAnswers.of(answer.getStatus(), answer.getBody());
        } catch (VaultException e) {
            // Its text may hold what was sent, so only its status goes on.
            int status = e.getHttpStatusCode();
            return status == 0
                    ? new VaultAnswer.Away(Outage.UNREACHABLE)
                    : VaultAnswers.of(status, body(e));
        }
    }

    /** The driver hides the answer's body in its message, after a fixed phrase. */
    private static byte[] body(VaultException e) {
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Response body: ");
        return at < 0
                ? new byte[0]
                : message.substring(at + "Response body: ".length())
                        .getBytes(StandardCharsets.UTF_8);
    }

    private VaultConfig config(String held) throws VaultException {
        VaultConfig config =
                new VaultConfig()
                        .address(addr.toString())
                        .token(held.strip())
                        .engineVersion(2)
                        .prefixPathDepth(1)
                        .openTimeout(WRITE_SECONDS)
                        .readTimeout(WRITE_SECONDS)
                        .httpClient(client);
        if (namespace != null) {
            config.nameSpace(namespace);
        }
        return config.build();
    }

    @Override
    public Found find(Place place) {
        return find(place, System.nanoTime() + WHOLE.toNanos());
    }

    private VaultHttp http(long until) {
        return http.within(Duration.ofNanos(until - System.nanoTime()));
    }

    private Found find(Place place, long until) {
        VaultAnswer about =
                token.with(held -> http(until).get(mount + "/metadata/" + path(place), held));
        return switch (about) {
            case VaultAnswer.Ok(var body) -> present(place, body.path("data"), until);
            case VaultAnswer.Nothing _ -> new Found.Absent();
            case VaultAnswer.Away(Outage outage) -> new Found.Unavailable(outage);
            case VaultAnswer.Conflict _, VaultAnswer.TokenDead _, VaultAnswer.Refused _ ->
                    new Found.Unavailable(Outage.REFUSED);
        };
    }

    private Found present(Place place, JsonNode about, long until) {
        int version = about.path("current_version").asInt();
        JsonNode newest = about.path("versions").path(String.valueOf(version));
        if (version == 0
                || newest.path("destroyed").asBoolean(false)
                || !newest.path("deletion_time").asString("").isEmpty()) {
            return new Found.Absent();
        }
        Set<String> fields = new TreeSet<>();
        VaultAnswer names =
                token.with(held -> http(until).get(mount + "/subkeys/" + path(place), held));
        if (names instanceof VaultAnswer.Ok(var body)) {
            fields.addAll(body.path("data").path("subkeys").propertyNames());
        } else if (names instanceof VaultAnswer.Away(Outage outage)) {
            return new Found.Unavailable(outage);
        }
        Map<String, String> notes = new HashMap<>();
        about.path("custom_metadata")
                .properties()
                .forEach(note -> notes.put(note.getKey(), note.getValue().asString("")));
        return new Found.Present(
                version,
                fields,
                Map.copyOf(notes),
                Instant.parse(about.path("updated_time").asString()));
    }

    @Override
    public Erased erase(Place place) {
        VaultAnswer answer =
                token.with(held -> http.delete(mount + "/metadata/" + path(place), held));
        return switch (answer) {
            case VaultAnswer.Ok _, VaultAnswer.Nothing _ -> new Erased.Done();
            case VaultAnswer.Away(Outage outage) -> new Erased.Unavailable(outage);
            case VaultAnswer.Conflict _, VaultAnswer.TokenDead _, VaultAnswer.Refused _ ->
                    new Erased.Unavailable(Outage.REFUSED);
        };
    }

    @Override
    public Delivered deliver(TenantId tenant, BotId bot, List<KeyId> keys) {
        long until = System.nanoTime() + WHOLE.toNanos();
        List<KeyId> missing = new ArrayList<>();
        for (KeyId key : keys) {
            switch (find(new Place(tenant, bot, key), until)) {
                case Found.Present _ -> {}
                case Found.Absent _ -> missing.add(key);
                case Found.Unavailable(Outage outage) -> {
                    return new Delivered.Unavailable(outage);
                }
            }
        }
        return missing.isEmpty()
                ? new Delivered.Ready(
                        new SecretDelivery.ByVault(mount + "/data/tenants/bot-" + bot, keys))
                : new Delivered.Missing(missing);
    }

    /** Keeps the platform's own token alive. */
    void renewWhenDue() {
        token.renewWhenDue();
    }

    @Override
    public Health health() {
        return switch (http.healthStatus()) {
            case 200, 429, 472, 473 -> new Health.Open();
            case 501, 503 -> new Health.Closed(Outage.SEALED);
            case 0 -> new Health.Closed(Outage.UNREACHABLE);
            default -> new Health.Closed(Outage.REFUSED);
        };
    }

    @Override
    public boolean readableByPlatform() {
        return false;
    }

    private String folder(Place place) {
        return mount + "/" + path(place);
    }

    private static String path(Place place) {
        return "tenants/bot-" + place.bot() + "/" + place.key();
    }
}
