package io.sath.platform.secrets.web;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads a body that holds secrets, so that no value of one becomes a String or stays in a buffer
 * that is used again; no fault repeats one.
 */
final class KeyBody implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final int MAX_SHOWN = 60;

    private final JsonParser in;
    private final List<FieldFault> faults = new ArrayList<>();
    private final Map<String, SecretValue> secrets = new HashMap<>();

    private KeyBody(byte[] body) {
        in = JSON.createParser(ObjectReadContext.empty(), body);
    }

    /** What {@code POST keys/test} asks for. */
    sealed interface Test {
        record Stored(KeyId key) implements Test {}

        /** {@code path} is where its fields stand, for example {@code exchange.}. */
        record Unsaved(String path, NewCredential key) implements Test {}
    }

    /**
     * Reads a new key, which the caller closes; the {@link Problem} malformed, unknown-field or
     * invalid says what is wrong.
     */
    static NewCredential key(byte[] body, KeyService.Kind kind) {
        return read(
                body,
                reader -> {
                    reader.object(reader.in.nextToken(), "");
                    NewCredential key = reader.key(kind, "");
                    reader.end();
                    return key;
                });
    }

    /** As {@link #key}, for a test of a key that is stored, or of one that is not. */
    static Test test(byte[] body) {
        return read(body, KeyBody::test);
    }

    private static <T> T read(byte[] body, Function<KeyBody, T> what) {
        try (KeyBody reader = new KeyBody(body)) {
            try {
                return what.apply(reader);
            } catch (JacksonException e) {
                reader.wipe();
                throw malformed();
            } catch (Problem e) {
                reader.wipe();
                throw e;
            }
        }
    }

    private Test test() {
        object(in.nextToken(), "");
        Test found = null;
        Set<String> known = new TreeSet<>(Set.of("keyId", "exchange", "ai"));
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (!known.contains(name)) {
                throw unknown(name, known);
            }
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (found != null) {
                throw fault(name, "one-of", Text.of("secrets.body.what"));
            }
            found =
                    switch (name) {
                        case "keyId" -> new Test.Stored(id(value));
                        case "exchange" -> unsaved(value, name, KeyService.Kind.EXCHANGE);
                        default -> unsaved(value, name, KeyService.Kind.AI);
                    };
        }
        end();
        if (found == null) {
            throw fault("keyId", "required", Text.of("secrets.body.what"));
        }
        return found;
    }

    private Test unsaved(JsonToken value, String name, KeyService.Kind kind) {
        object(value, name);
        return new Test.Unsaved(name + ".", key(kind, name + "."));
    }

    private KeyId id(JsonToken value) {
        String text = value == JsonToken.VALUE_STRING ? in.getString() : "";
        try {
            return KeyId.of(text);
        } catch (IllegalArgumentException e) {
            throw fault("keyId", "type", Text.of("secrets.body.id"));
        }
    }

    /** The rest of an object that has begun. */
    private NewCredential key(KeyService.Kind kind, String path) {
        boolean exchange = kind == KeyService.Kind.EXCHANGE;
        String which = exchange ? "venue" : "provider";
        Set<String> values =
                exchange
                        ? Set.of("apiKey", "apiSecret", "passphrase", "walletKey")
                        : Set.of("apiKey");
        Set<String> known = new TreeSet<>(values);
        known.addAll(Set.of(which, "label", "skipCheck"));
        if (exchange) {
            known.add("algorithm");
        }
        Map<String, String> words = new HashMap<>();
        boolean skipCheck = false;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (!known.contains(name)) {
                throw unknown(path + name, known);
            } else if (value == JsonToken.VALUE_NULL) {
                continue;
            } else if (name.equals("skipCheck")) {
                skipCheck = value == JsonToken.VALUE_TRUE;
                if (!skipCheck && value != JsonToken.VALUE_FALSE) {
                    wrong(path + name, "secrets.body.boolean");
                }
            } else if (value != JsonToken.VALUE_STRING) {
                wrong(path + name, "secrets.body.text");
            } else if (values.contains(name)) {
                secrets.put(name, secret());
            } else {
                words.put(name, in.getString());
            }
        }
        KeyService service =
                word(
                        path + which,
                        words.get(which),
                        true,
                        KeyService::of,
                        Stream.of(KeyService.values())
                                .filter(one -> one.kind() == kind)
                                .map(KeyService::word));
        KeyAlgorithm algorithm =
                word(
                        path + "algorithm",
                        words.get("algorithm"),
                        false,
                        KeyBody::algorithm,
                        Stream.of(KeyAlgorithm.values()).map(KeyAlgorithm::word));
        if (!faults.isEmpty() || service == null) {
            throw Problem.invalid(faults);
        }
        return new NewCredential(
                service, words.getOrDefault("label", ""), algorithm, secrets, skipCheck);
    }

    private static Optional<KeyAlgorithm> algorithm(String word) {
        return Arrays.stream(KeyAlgorithm.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
    }

    private <T> @Nullable T word(
            String field,
            @Nullable String word,
            boolean needed,
            Function<String, Optional<T>> read,
            Stream<String> all) {
        List<String> words = all.toList();
        if (word == null ? needed : !words.contains(word)) {
            faults.add(
                    new FieldFault(
                            field,
                            word == null ? "required" : "unknown",
                            word == null ? null : shorten(word),
                            Text.of("secrets.body.one-of", String.join(", ", words))));
        }
        return Optional.ofNullable(word).flatMap(read).orElse(null);
    }

    /** Straight from the parser's characters, which are wiped. */
    private SecretValue secret() {
        char[] chars = in.getStringCharacters();
        int from = in.getStringOffset();
        int length = in.getStringLength();
        try {
            return SecretValue.of(CharBuffer.wrap(chars, from, length));
        } finally {
            Arrays.fill(chars, from, from + length, '\0');
        }
    }

    private void object(@Nullable JsonToken token, String field) {
        if (token != JsonToken.START_OBJECT) {
            throw field.isEmpty()
                    ? malformed()
                    : fault(field, "type", Text.of("secrets.body.object"));
        }
    }

    private void end() {
        if (in.nextToken() != null) {
            throw malformed();
        }
    }

    private void wrong(String field, String text) {
        in.skipChildren();
        faults.add(new FieldFault(field, "type", null, Text.of(text)));
    }

    private static Problem fault(String field, String code, Text message) {
        return Problem.invalid(List.of(new FieldFault(field, code, null, message)));
    }

    private static Problem unknown(String field, Set<String> known) {
        return Problem.of(
                ProblemCode.UNKNOWN_FIELD,
                Text.of(
                        "secrets.body.unknown-field",
                        shorten(field),
                        known.stream().collect(Collectors.joining(", "))));
    }

    private static Problem malformed() {
        return Problem.of(ProblemCode.MALFORMED, Text.of("secrets.body.malformed"));
    }

    private static String shorten(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private void wipe() {
        secrets.values().forEach(SecretValue::close);
    }

    @Override
    public void close() {
        in.close();
    }
}
