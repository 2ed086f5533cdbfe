package io.sath.platform.api;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * How JSON looks on the way in and out, for every endpoint of every module.
 *
 * <p>Out: instants with three digits of milliseconds in UTC, decimals as plain strings, ids as
 * strings, the platform's enums in lower case with hyphens, null where a value is unknown. In: a
 * field that the endpoint does not know, the same field twice or anything after the value is
 * refused; a decimal is a string or a number of at most 40 digits.
 */
@Component
class JsonConventions implements JsonMapperBuilderCustomizer {
    private static final int MAX_DIGITS = 40;
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        strict -> {
                            strict.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                            strict.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                            strict.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                        })
                .annotationIntrospector(new HyphenatedEnums())
                .addModule(words());
    }

    /** Decimals, times and ids. */
    private static SimpleModule words() {
        SimpleModule module = new SimpleModule("sath");
        add(module, Instant.class, INSTANT::format, JsonConventions::instant);
        add(module, TenantId.class, TenantId::toString, TenantId::of);
        add(module, UserId.class, UserId::toString, UserId::of);
        add(module, BotId.class, BotId::toString, BotId::new);
        module.addSerializer(new Written<>(BigDecimal.class, BigDecimal::toPlainString));
        module.addDeserializer(BigDecimal.class, new ReadDecimal());
        return module;
    }

    private static <T> void add(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(new Written<>(type, write));
        module.addDeserializer(type, new Read<>(type, read));
    }

    /** Any offset is understood; what is kept is the instant. */
    private static Instant instant(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final class Written<T> extends StdScalarSerializer<T> {
        private final Function<T, String> text;

        Written(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(text.apply(value));
        }
    }

    private static final class Read<T> extends StdScalarDeserializer<T> {
        private final Class<T> type;
        private final Function<String, T> value;

        Read(Class<T> type, Function<String, T> value) {
            super(type);
            this.type = type;
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.hasToken(JsonToken.VALUE_STRING)) {
                try {
                    return value.apply(in.getString());
                } catch (IllegalArgumentException e) {
                    return type.cast(
                            context.handleWeirdStringValue(type, in.getString(), "not one"));
                }
            }
            return type.cast(context.handleUnexpectedToken(type, in));
        }
    }

    /** Bounded, since a short {@code 1e999999999} written out would fill the memory. */
    private static final class ReadDecimal extends StdScalarDeserializer<BigDecimal> {
        ReadDecimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context) {
            String text;
            if (in.hasToken(JsonToken.VALUE_STRING)
                    || in.hasToken(JsonToken.VALUE_NUMBER_INT)
                    || in.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                text = in.getString();
            } else {
                return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, in);
            }
            if (text.length() <= MAX_DIGITS + 10) {
                try {
                    BigDecimal value = new BigDecimal(text);
                    if (value.precision() <= MAX_DIGITS && Math.abs(value.scale()) <= MAX_DIGITS) {
                        return value;
                    }
                } catch (NumberFormatException e) {
                    // the one answer for whatever is no decimal follows
                }
            }
            return (BigDecimal)
                    context.handleWeirdStringValue(
                            BigDecimal.class, text, "not a decimal of at most 40 digits");
        }
    }

    /** {@code EXIT_ONLY} is {@code exit-only}. */
    private static final class HyphenatedEnums extends JacksonAnnotationIntrospector {
        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
            if (type.getRawType().getName().startsWith("io.sath.platform.")) {
                for (int i = 0; i < values.length; i++) {
                    names[i] = values[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
                }
            }
            return super.findEnumValues(config, type, values, names);
        }
    }
}
