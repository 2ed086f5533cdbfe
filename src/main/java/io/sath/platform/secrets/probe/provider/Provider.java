package io.sath.platform.secrets.probe.provider;

import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** One provider while one key is checked: its place, the time left, and its sentences. */
public final class Provider {
    private static final int MAX_HEADER = 512;

    private final KeyService service;
    private final URI base;
    private final ProviderHttp http;
    private final Deadline deadline;

    public Provider(KeyService service, URI base, ProviderHttp http, Deadline deadline) {
        this.service = service;
        this.base = base;
        this.http = http;
        this.deadline = deadline;
    }

    /** Asks for a path with its query, both already encoded; the caller adds its headers. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .header("Accept", "application/json")
                .header("User-Agent", "sath");
    }

    public Answer send(HttpRequest.Builder request) {
        return http.send(request.build(), deadline);
    }

    /**
     * A field as the text of a header; null where it is missing or holds what no key holds (the
     * client's own refusal would repeat it).
     */
    public static @Nullable String header(@Nullable SecretValue field) {
        return field == null ? null : header(field.bytes());
    }

    /** The same for bytes that are no field. */
    public static @Nullable String header(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_HEADER) {
            return null;
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte each : bytes) {
            if (each <= ' ' || each > '~') {
                return null;
            }
            text.append((char) each);
        }
        return text.toString();
    }

    /** A refusal; the text's first value is the provider's name. */
    public Probed refused(String key) {
        return new Probed.Refused(Text.of(key, name()));
    }

    /** Nobody can say; the text's first value is the provider's name. */
    public Probed unreachable(String key) {
        return new Probed.Unreachable(Text.of(key, name()));
    }

    /** The provider did not answer. */
    public Probed silent(Silence why) {
        return unreachable("secrets.probe.silent." + why.word());
    }

    /** What an answer means that has nothing to do with the key. */
    public Probed besideThePoint(int status) {
        return switch (status) {
            case 418, 425, 429 -> unreachable("secrets.probe.busy");
            case 403, 451 -> unreachable("secrets.probe.location");
            default ->
                    status >= 500
                            ? new Probed.Unreachable(
                                    Text.of(
                                            "secrets.probe.failing",
                                            name(),
                                            Integer.toString(status)))
                            : new Probed.Unreachable(
                                    Text.of(
                                            "secrets.probe.strange",
                                            name(),
                                            Integer.toString(status)));
        };
    }

    private String name() {
        return name(service);
    }

    /** The provider turned off by the operator. */
    public static Probed off(KeyService service) {
        return new Probed.Unreachable(Text.of("secrets.probe.off", name(service)));
    }

    private static String name(KeyService service) {
        return switch (service) {
            case BINANCE -> "Binance";
            case BINANCE_TESTNET -> "Binance Testnet";
            case POLYMARKET -> "Polymarket";
            case DEEPSEEK -> "DeepSeek";
            case OPENAI -> "OpenAI";
            case GEMINI -> "Gemini";
        };
    }
}
