package io.sath.bot.check.fake;

/** An AI provider as far as a key's check sees it. */
public final class FakeAi extends FakeProvider {
    private FakeAi() {}

    /** Speaks as OpenAI and DeepSeek do, and knows this key. */
    public static FakeAi likeOpenAi(String apiKey) {
        FakeAi ai = new FakeAi();
        ai.on(
                "GET /models",
                request ->
                        request.header("Authorization").equals("Bearer " + apiKey)
                                ? Reply.of(
                                        200,
                                        "{\"object\":\"list\",\"data\":[{\"id\":\"a-model\",\"object\":\"model\"}]}")
                                : Reply.of(
                                        401,
                                        "{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}"));
        return ai;
    }

    /** Speaks as Gemini does, and knows this key. */
    public static FakeAi likeGemini(String apiKey) {
        FakeAi ai = new FakeAi();
        ai.on(
                "GET /models",
                request ->
                        request.header("x-goog-api-key").equals(apiKey)
                                ? Reply.of(200, "{\"models\":[{\"name\":\"models/a-model\"}]}")
                                : Reply.of(
                                        400,
                                        "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\"}}"));
        return ai;
    }
}
