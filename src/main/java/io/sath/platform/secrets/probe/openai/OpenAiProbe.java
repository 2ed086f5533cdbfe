package io.sath.platform.secrets.probe.openai;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.provider.Answer;
import io.sath.platform.secrets.probe.provider.Provider;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Checks a key of an AI provider that speaks as OpenAI does, by listing the models. */
@Component
class OpenAiProbe implements KeyProbe {
    private final ProviderHttp http;
    private final ProviderBases bases;

    OpenAiProbe(ProviderHttp http, ProviderBases bases) {
        this.http = http;
        this.bases = bases;
    }

    @Override
    public Set<KeyService> services() {
        return Set.of(KeyService.DEEPSEEK, KeyService.OPENAI);
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
                        provider.request("/models")
                                .header("Authorization", "Bearer " + apiKey)
                                .GET());
        return switch (answer) {
            case Answer.Silent(var why) -> provider.silent(why);
            case Answer.Said(int status, JsonNode body) -> told(provider, status, body);
        };
    }

    private static Probed told(Provider provider, int status, JsonNode body) {
        if (status == 200 && body.path("data").isArray()) {
            return known(List.of());
        }
        String code = body.path("error").path("code").asString("");
        return switch (status) {
            case 401 -> provider.refused("secrets.probe.ai.unknown");
            case 402 -> known(List.of(noBalance()));
            case 403 ->
                    code.equals("unsupported_country_region_territory")
                            ? provider.besideThePoint(status)
                            : provider.refused("secrets.probe.ai.forbidden");
            case 429 ->
                    code.equals("insufficient_quota")
                            ? known(List.of(noBalance()))
                            : provider.besideThePoint(status);
            default -> provider.besideThePoint(status);
        };
    }

    /** The provider tells an empty account only to whom it knows. */
    private static KeyWarning noBalance() {
        return new KeyWarning("no-balance", Text.of("secrets.probe.ai.no-balance"));
    }

    private static Probed known(List<KeyWarning> warnings) {
        return new Probed.Accepted(new KeyFacts(Set.of(KeyRight.READ), null, null, null, warnings));
    }
}
