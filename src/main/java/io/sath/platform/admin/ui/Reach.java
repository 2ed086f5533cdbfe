package io.sath.platform.admin.ui;

import io.sath.platform.secrets.KeyService;
import org.jspecify.annotations.Nullable;

/** Whose keys an incident is about. */
enum Reach {
    ALL(null),
    BINANCE(KeyService.BINANCE),
    BINANCE_TESTNET(KeyService.BINANCE_TESTNET),
    POLYMARKET(KeyService.POLYMARKET),
    DEEPSEEK(KeyService.DEEPSEEK),
    OPENAI(KeyService.OPENAI),
    GEMINI(KeyService.GEMINI);

    private final @Nullable KeyService service;

    Reach(@Nullable KeyService service) {
        this.service = service;
    }

    /** The service; null: all of them. */
    @Nullable KeyService service() {
        return service;
    }

    String textKey() {
        return service == null ? "admin.incident.all" : "secrets.service." + service.word();
    }
}
