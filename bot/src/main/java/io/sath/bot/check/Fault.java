package io.sath.bot.check;

import java.util.Locale;

/**
 * Why a key is not said to be good.
 *
 * <p>{@code code} is one of four words: {@code refused} (the key cannot be used), {@code
 * unreachable} (nobody can say), {@code clock-skew}, {@code missing}. {@code detail} says which
 * case; the platform has a sentence for each in the language of its reader.
 */
enum Fault {
    MISSING("missing", "missing", "The key was not delivered to this run."),
    UNKNOWN_SERVICE("refused", "unknown-service", "This bot does not know whose key it is."),
    OFF("unreachable", "off", "The operator has turned %s off."),

    CLOSED("unreachable", "silent.closed", "%s did not take the connection."),
    UNKNOWN_HOST("unreachable", "silent.unknown-host", "The address of %s was not found."),
    TLS("unreachable", "silent.tls", "The encrypted connection to %s did not come about."),
    LATE("unreachable", "silent.late", "%s did not answer in time."),
    TOO_LARGE("unreachable", "silent.too-large", "%s answered with more than any answer holds."),
    BROKEN("unreachable", "silent.broken", "The connection to %s broke off."),
    BUSY("unreachable", "busy", "%s takes no more requests from here for now."),
    LOCATION("unreachable", "location", "%s does not serve the place that the bot asks from."),
    FIREWALL("unreachable", "binance.firewall", "The firewall of %s turned the request away."),
    FAILING("unreachable", "failing", "%s has a fault of its own."),
    STRANGE("unreachable", "strange", "%s answered with something that is no answer about a key."),

    CLOCK("clock-skew", "binance.time", "%s does not believe the time of the request."),

    MALFORMED("refused", "binance.malformed", "This is no key of %s."),
    PUBLIC_KEY(
            "refused", "binance.public-key", "This is the public key; %s needs the private one."),
    ENCRYPTED("refused", "binance.encrypted", "This private key is protected by a password."),
    RSA("refused", "binance.rsa", "RSA keys are not supported."),
    NOT_HMAC("refused", "binance.not-hmac", "The secret is an Ed25519 private key, not HMAC's."),
    NOT_ED25519(
            "refused", "binance.not-ed25519", "The secret is no Ed25519 private key in PKCS#8."),
    SIGNATURE("refused", "binance.signature", "The secret does not belong to this key of %s."),
    UNKNOWN_KEY(
            "refused",
            "binance.unknown",
            "%s does not know this key, or the key does not allow this address."),
    IS_TESTNET("refused", "binance.is-testnet", "This is a key of Binance Testnet, not of %s."),
    IS_LIVE("refused", "binance.is-live", "This is a key of Binance with real money, not of %s."),

    NO_WALLET("refused", "polymarket.no-wallet", "This is no private key of a wallet."),
    CLOB_MALFORMED(
            "refused",
            "polymarket.malformed",
            "API key, secret and passphrase of %s are all needed."),
    UNKNOWN_WALLET(
            "refused", "polymarket.unknown-wallet", "%s does not take this wallet's signature."),
    KEY_NOT_TAKEN(
            "refused",
            "polymarket.key-not-taken",
            "%s does not take the key that it gave for the wallet's signature."),
    UNKNOWN_CLOB_KEY(
            "refused",
            "polymarket.unknown-key",
            "%s does not know this API key with this secret and passphrase."),

    AI_MALFORMED("refused", "ai.malformed", "This is no key of %s."),
    AI_UNKNOWN("refused", "ai.unknown", "%s does not know this key."),
    AI_FORBIDDEN("refused", "ai.forbidden", "The key may not list the models of %s.");

    private final String code;
    private final String detail;
    private final String sentence;

    Fault(String code, String detail, String sentence) {
        this.code = code;
        this.detail = detail;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }

    String problem(String provider) {
        return String.format(Locale.ROOT, sentence, provider);
    }
}
