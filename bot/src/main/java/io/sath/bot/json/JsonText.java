package io.sath.bot.json;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes {@link Json} as UTF-8 text.
 *
 * <p>Reading is strict: one value and nothing behind it, no field twice, at most 32 levels deep,
 * numbers of at most 64 digits.
 */
public final class JsonText {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(32)
                                    .maxNumberLength(64)
                                    .build())
                    .build();

    private JsonText() {}

    /**
     * Reads one JSON value.
     *
     * @throws Malformed where the bytes are no JSON; its message says where and why
     */
    public static Json parse(byte[] utf8) throws Malformed {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Malformed("empty");
            }
            Json value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new Malformed("more than one value");
            }
            return value;
        } catch (JacksonException e) {
            throw new Malformed(
                    "no JSON at line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": "
                            + firstLine(e.getOriginalMessage()));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new Malformed("a number is out of range");
        }
    }

    /** Writes the value on one line, without a line end. */
    public static byte[] write(Json value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value);
        }
        return out.toByteArray();
    }

    private static Json value(JsonParser parser, JsonToken token) throws Malformed {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> Json.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new Malformed("unexpected " + token);
        };
    }

    /** Refuses exponents so large that turning them into plain digits would fill the memory. */
    private static Json number(String text) throws Malformed {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) > 64) {
            throw new Malformed("the number " + text + " is out of range");
        }
        return new Json.Num(value);
    }

    private static Json object(JsonParser parser) throws Malformed {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            fields.put(name, value(parser, parser.nextToken()));
        }
        return new Json.Obj(fields);
    }

    private static Json array(JsonParser parser) throws Malformed {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return new Json.Arr(items);
    }

    private static void write(JsonGenerator generator, Json value) {
        switch (value) {
            case Json.Obj(Map<String, Json> fields) -> {
                generator.writeStartObject();
                fields.forEach((name, field) -> {
                    generator.writeName(name);
                    write(generator, field);
                });
                generator.writeEndObject();
            }
            case Json.Arr(List<Json> items) -> {
                generator.writeStartArray();
                items.forEach(item -> write(generator, item));
                generator.writeEndArray();
            }
            case Json.Text(String text) -> generator.writeString(text);
            case Json.Num(BigDecimal number) -> generator.writeNumber(number);
            case Json.Bool(boolean bool) -> generator.writeBoolean(bool);
            case Json.Null() -> generator.writeNull();
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** The text is no JSON; the message says where and why. */
    public static final class Malformed extends Exception {
        public Malformed(String message) {
            super(message);
        }
    }
}
