package io.sath.platform.secrets;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose key it is. */
public enum KeyService {
    BINANCE(Kind.EXCHANGE),
    BINANCE_TESTNET(Kind.EXCHANGE),
    POLYMARKET(Kind.EXCHANGE),
    DEEPSEEK(Kind.AI),
    OPENAI(Kind.AI),
    GEMINI(Kind.AI);

    /** What a service does for a bot. */
    public enum Kind {
        /** It takes orders: a {@code venue}. */
        EXCHANGE,
        /** It gives opinions: a {@code provider}. */
        AI
    }

    private final Kind kind;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    KeyService(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The word that stands for it in JSON, settings and the database: {@code binance-testnet}. */
    public String word() {
        return word;
    }

    /** The service of this word, if there is one. */
    public static Optional<KeyService> of(String word) {
        return Arrays.stream(values()).filter(service -> service.word.equals(word)).findFirst();
    }
}
