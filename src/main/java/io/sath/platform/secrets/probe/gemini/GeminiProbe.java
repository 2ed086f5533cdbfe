package io.sath.platform.secrets.probe.gemini;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.provider.Answer;
import io.sath.platform.secrets.probe.provider.Provider;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Checks a key of Gemini by listing one model. A key that it does not know is answered with 400.
 */
@Component
class GeminiProbe implements KeyProbe {
    private final ProviderHttp http;
    private final ProviderBases bases;

    GeminiProbe(ProviderHttp http, ProviderBases bases) {
        this.http = http;
        this.bases = bases;
    }

    @Override
    public Set<KeyService> services() {
        return Set.of(KeyService.GEMINI);
    }

    @Override
    public Probed probe(
            KeyService service, @Nullable KeyAlgorithm algorithm, Map<String, SecretValue> fields) {
        URI base = bases.base(service);
        if (base == null) {
            return Provider.off(service);
        }
        Provider provider = new Provider(service, base, http, http.begin());
        String apiKey = Provider.header(fields.get("apiKey"));
        if (apiKey == null) {
            return provider.refused("secrets.probe.ai.malformed");
        }
        Answer answer =
                provider.send(
                        provider.request("/models?pageSize=1")
                                .header("x-goog-api-key", apiKey)
                                .GET());
        return switch (answer) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) -> told(provider, status, body);
        };
    }

    private static Probed told(Provider provider, int status, JsonNode body) {
        if (status == 200 && body.path("models").isArray()) {
            return new Probed.Accepted(
                    new KeyFacts(Set.of(KeyRight.READ), null, null, null, List.of()));
        }
        String word = body.path("error").path("status").asString("");
        return switch (status) {
            case 400 ->
                    word.equals("FAILED_PRECONDITION")
                            ? provider.unreachable("secrets.probe.location")
                            : word.equals("INVALID_ARGUMENT")
                                    ? provider.refused("secrets.probe.ai.unknown")
                                    : provider.besideThePoint(status);
            case 401 -> provider.refused("secrets.probe.ai.unknown");
            case 403 ->
                    word.isEmpty()
                            ? provider.besideThePoint(status)
                            : provider.refused("secrets.probe.ai.forbidden");
            default -> provider.besideThePoint(status);
        };
    }
}
