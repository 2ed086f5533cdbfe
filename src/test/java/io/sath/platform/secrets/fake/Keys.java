package io.sath.platform.secrets.fake;

import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretValue;
import java.util.Map;

/** Keys of nobody, in the right form. */
public final class Keys {
    private static final String VALUE = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju";

    private Keys() {}

    public static NewCredential of(KeyService service, String label) {
        return made(service, label, false);
    }

    public static NewCredential unchecked(KeyService service, String label) {
        return made(service, label, true);
    }

    private static NewCredential made(KeyService service, String label, boolean skipCheck) {
        Map<String, SecretValue> fields =
                switch (service) {
                    case BINANCE, BINANCE_TESTNET ->
                            Map.of(
                                    "apiKey",
                                    SecretValue.of(VALUE),
                                    "apiSecret",
                                    SecretValue.of("canary-" + VALUE));
                    case POLYMARKET -> Map.of("walletKey", SecretValue.of("4f".repeat(32)));
                    case DEEPSEEK, OPENAI, GEMINI ->
                            Map.of("apiKey", SecretValue.of("canary-" + VALUE));
                };
        return new NewCredential(service, label, null, fields, skipCheck);
    }
}
