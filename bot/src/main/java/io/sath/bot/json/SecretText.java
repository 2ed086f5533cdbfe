package io.sath.bot.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Reads the line of secrets into bytes that can be wiped: no value becomes a String, and no buffer
 * of the parser is kept for the next use.
 */
public final class SecretText {

    private static final int MAX_KEYS = 100;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build();

    private SecretText() {}

    /**
     * The objects of the list {@code keys}, each with its fields that are texts; none where the
     * list is null or left out.
     *
     * @throws JsonText.Malformed where the bytes are something else; its message says nothing of
     *     them
     */
    public static List<Map<String, byte[]>> keys(byte[] utf8) throws JsonText.Malformed {
        List<Map<String, byte[]>> keys = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("keys") && value == JsonToken.START_ARRAY) {
                    list(parser, keys);
                } else {
                    expect(!name.equals("keys") || value == JsonToken.VALUE_NULL);
                    parser.skipChildren();
                }
            }
            expect(parser.nextToken() == null);
            return keys;
        } catch (JacksonException | JsonText.Malformed _) {
            // what the parser says could hold a part of a key
            keys.forEach(SecretText::wipe);
            throw new JsonText.Malformed("no list of keys");
        }
    }

    private static void list(JsonParser parser, List<Map<String, byte[]>> keys)
            throws JsonText.Malformed {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser.currentToken() == JsonToken.START_OBJECT && keys.size() < MAX_KEYS);
            Map<String, byte[]> fields = new LinkedHashMap<>();
            keys.add(fields);
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(name, text(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private static byte[] text(JsonParser parser) {
        char[] chars = parser.getStringCharacters();
        int from = parser.getStringOffset();
        int length = parser.getStringLength();
        ByteBuffer utf8 = ByteBuffer.allocate(3 * length);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(chars, from, length), utf8, true);
        byte[] bytes = Arrays.copyOf(utf8.array(), utf8.position());
        Arrays.fill(utf8.array(), (byte) 0);
        Arrays.fill(chars, from, from + length, '\0');
        return bytes;
    }

    private static void wipe(Map<String, byte[]> fields) {
        fields.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    private static void expect(boolean condition) throws JsonText.Malformed {
        if (!condition) {
            throw new JsonText.Malformed("no list of keys");
        }
    }
}
