package io.sath.platform.secrets;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a key must consist of, service by service, before anybody is asked about it. No fault holds
 * a value.
 */
final class KeyFields {
    static final String API_KEY = "apiKey";
    static final String API_SECRET = "apiSecret";
    static final String PASSPHRASE = "passphrase";
    static final String WALLET_KEY = "walletKey";
    static final Set<String> ALL = Set.of(API_KEY, API_SECRET, PASSPHRASE, WALLET_KEY);

    private static final int MAX_LABEL = 60;
    private static final int MIN_VALUE = 16;
    private static final int MAX_VALUE = 512;
    private static final int MAX_PASSPHRASE = 256;
    private static final int WALLET_DIGITS = 64;

    private final NewCredential key;
    private final List<FieldFault> faults = new ArrayList<>();

    private KeyFields(NewCredential key) {
        this.key = key;
    }

    /** What is wrong with a label, which is given without spaces around it. */
    static List<FieldFault> labelFaults(String label) {
        int length = label.codePointCount(0, label.length());
        boolean right =
                length >= 1
                        && length <= MAX_LABEL
                        && label.codePoints().noneMatch(Character::isISOControl);
        return right
                ? List.of()
                : List.of(
                        new FieldFault(
                                "label",
                                length == 0 ? "required" : "wrong-form",
                                length > MAX_LABEL ? null : label,
                                Text.of("secrets.field.label", MAX_LABEL)));
    }

    static FieldFault labelTaken(String label) {
        return new FieldFault("label", "taken", label, Text.of("secrets.field.label-taken"));
    }

    /** What is wrong with all but the label. */
    static List<FieldFault> faults(NewCredential key) {
        KeyFields check = new KeyFields(key);
        switch (key.service()) {
            case BINANCE, BINANCE_TESTNET -> check.signed();
            case POLYMARKET -> check.polymarket();
            case DEEPSEEK, OPENAI, GEMINI -> check.bearer();
        }
        return List.copyOf(check.faults);
    }

    private void signed() {
        only(Set.of(API_KEY, API_SECRET));
        value(API_KEY, MAX_VALUE);
        SecretValue secret = key.fields().get(API_SECRET);
        if (secret == null || secret.bytes().length == 0) {
            fault(API_SECRET, "required", "secrets.field.required");
            return;
        }
        KeyAlgorithm algorithm = algorithm(key);
        if (PrivateKeyPem.looksLikeOne(secret)) {
            if (algorithm != KeyAlgorithm.ED25519) {
                fault("algorithm", "other-algorithm", "secrets.field.algorithm-pem");
            } else {
                PrivateKeyPem.faultOf(secret)
                        .ifPresent(wrong -> fault(API_SECRET, wrong.code(), wrong.text()));
            }
        } else if (algorithm == KeyAlgorithm.ED25519) {
            fault(API_SECRET, "wrong-form", "secrets.field.pem");
        } else {
            value(API_SECRET, MAX_VALUE);
        }
    }

    private void polymarket() {
        noAlgorithm();
        SecretValue wallet = key.fields().get(WALLET_KEY);
        if (wallet != null) {
            only(Set.of(WALLET_KEY));
            wallet(wallet.bytes());
            return;
        }
        only(Set.of(API_KEY, API_SECRET, PASSPHRASE));
        if (key.fields().isEmpty()) {
            fault(WALLET_KEY, "required", "secrets.field.wallet-or-api");
            return;
        }
        value(API_KEY, MAX_VALUE);
        value(API_SECRET, MAX_VALUE);
        value(PASSPHRASE, MAX_PASSPHRASE);
    }

    private void wallet(byte[] bytes) {
        int from = bytes.length > 1 && bytes[0] == '0' && (bytes[1] | 0x20) == 'x' ? 2 : 0;
        boolean right = bytes.length - from == WALLET_DIGITS;
        boolean zero = true;
        for (int i = from; right && i < bytes.length; i++) {
            right = HexFormat.isHexDigit(bytes[i]);
            zero &= bytes[i] == '0';
        }
        if (!right || zero) {
            fault(WALLET_KEY, "wrong-form", "secrets.field.wallet");
        }
    }

    private void bearer() {
        noAlgorithm();
        only(Set.of(API_KEY));
        value(API_KEY, MAX_VALUE);
    }

    private void noAlgorithm() {
        if (key.algorithm() != null) {
            fault("algorithm", "not-needed", "secrets.field.not-needed", needed(Set.of()));
        }
    }

    private void only(Set<String> known) {
        for (String field : new TreeSet<>(key.fields().keySet())) {
            if (!known.contains(field)) {
                fault(field, "not-needed", "secrets.field.not-needed", needed(known));
            }
        }
    }

    private String needed(Set<String> known) {
        return known.isEmpty()
                ? key.service().word()
                : new TreeSet<>(known)
                        .stream()
                                .collect(Collectors.joining(", ", key.service().word() + ": ", ""));
    }

    private void value(String field, int max) {
        SecretValue value = key.fields().get(field);
        byte[] bytes = value == null ? new byte[0] : value.bytes();
        if (bytes.length == 0) {
            fault(field, "required", "secrets.field.required");
            return;
        }
        for (byte b : bytes) {
            if (b <= ' ' || b > '~') {
                fault(field, "wrong-form", "secrets.field.spaces");
                return;
            }
        }
        int min = field.equals(PASSPHRASE) ? 1 : MIN_VALUE;
        if (bytes.length < min || bytes.length > max) {
            fault(
                    field,
                    bytes.length < min ? "too-short" : "too-long",
                    "secrets.field.length",
                    min,
                    max,
                    bytes.length);
        }
    }

    private void fault(String field, String code, String text, Object... values) {
        faults.add(new FieldFault(field, code, null, Text.of(text, values)));
    }

    /** The algorithm it says, or the one that its secret shows; null where there is only one. */
    static @Nullable KeyAlgorithm algorithm(NewCredential key) {
        return switch (key.service()) {
            case BINANCE, BINANCE_TESTNET -> {
                SecretValue secret = key.fields().get(API_SECRET);
                yield key.algorithm() != null
                        ? key.algorithm()
                        : secret != null && PrivateKeyPem.looksLikeOne(secret)
                                ? KeyAlgorithm.ED25519
                                : KeyAlgorithm.HMAC;
            }
            case POLYMARKET, DEEPSEEK, OPENAI, GEMINI -> null;
        };
    }

    /** The same key as it is asked about and kept; it must have no fault. */
    static NewCredential usual(NewCredential key) {
        Map<String, SecretValue> fields = new HashMap<>(key.fields());
        KeyAlgorithm algorithm = algorithm(key);
        if (algorithm == KeyAlgorithm.ED25519) {
            fields.computeIfPresent(API_SECRET, (name, pem) -> PrivateKeyPem.usual(pem));
        }
        return new NewCredential(
                key.service(), key.label().strip(), algorithm, fields, key.skipCheck());
    }

    /** What a page shows of it. */
    static String last4(Map<String, SecretValue> fields) {
        SecretValue shown = fields.getOrDefault(API_KEY, fields.get(WALLET_KEY));
        return shown == null ? "" : shown.last4();
    }

    /** The first 64 bits of SHA-256 over service and values: tells equal ones, and no value. */
    static String fingerprint(KeyService service, Map<String, SecretValue> fields) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(service.word().getBytes(StandardCharsets.US_ASCII));
            new TreeMap<>(fields)
                    .forEach((name, value) -> {
                        digest.update(
                                (":" + name + ":" + value.bytes().length + ":")
                                        .getBytes(StandardCharsets.US_ASCII));
                        digest.update(value.bytes());
                    });
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
