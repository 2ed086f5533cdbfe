package io.sath.bot.check;

import io.sath.bot.json.Json;
import io.sath.bot.keys.DeliveredKey;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * Asks an AI provider about a key by listing the models: as OpenAI and DeepSeek have it, or as
 * Gemini has it.
 */
record AiCheck(boolean gemini, Provider provider) {

    Finding of(DeliveredKey key) throws InterruptedException {
        String apiKey = key.header("apiKey");
        if (apiKey == null) {
            return new Finding.Bad(Fault.AI_MALFORMED);
        }
        HttpRequest.Builder request =
                gemini
                        ? provider.request("/models?pageSize=1").header("x-goog-api-key", apiKey)
                        : provider.request("/models").header("Authorization", "Bearer " + apiKey);
        return switch (provider.send(request.GET())) {
            case Answer.Silent(Fault why) -> new Finding.Bad(why);
            case Answer.Said said -> {
                if (said.status() == 200
                        && said.at(gemini ? "models" : "data") instanceof Json.Arr) {
                    yield known(List.of());
                }
                yield gemini ? gemini(said) : openAi(said);
            }
        };
    }

    private static Finding openAi(Answer.Said said) {
        String code = said.error("code");
        return switch (said.status()) {
            case 401 -> new Finding.Bad(Fault.AI_UNKNOWN);
            // The provider tells an empty account only to whom it knows.
            case 402 -> known(List.of("no-balance"));
            case 403 ->
                    new Finding.Bad(
                            code.equals("unsupported_country_region_territory")
                                    ? Fault.LOCATION
                                    : Fault.AI_FORBIDDEN);
            case 429 ->
                    code.equals("insufficient_quota")
                            ? known(List.of("no-balance"))
                            : Provider.besideThePoint(429);
            default -> Provider.besideThePoint(said.status());
        };
    }

    /** A key that Gemini does not know is answered with 400. */
    private static Finding gemini(Answer.Said said) {
        String word = said.error("status");
        return switch (said.status()) {
            case 400 ->
                    word.equals("FAILED_PRECONDITION")
                            ? new Finding.Bad(Fault.LOCATION)
                            : word.equals("INVALID_ARGUMENT")
                                    ? new Finding.Bad(Fault.AI_UNKNOWN)
                                    : Provider.besideThePoint(400);
            case 401 -> new Finding.Bad(Fault.AI_UNKNOWN);
            case 403 ->
                    word.isEmpty()
                            ? Provider.besideThePoint(403)
                            : new Finding.Bad(Fault.AI_FORBIDDEN);
            default -> Provider.besideThePoint(said.status());
        };
    }

    private static Finding known(List<String> warnings) {
        return new Finding.Good(null, null, null, null, null, warnings);
    }
}
