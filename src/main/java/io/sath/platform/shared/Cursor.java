package io.sath.platform.shared;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The opaque mark in a list after which the next piece begins: the sort values of the last item.
 *
 * <p>Callers get and give it as text; what stands inside may change between versions.
 */
public record Cursor(List<String> values) {
    public Cursor {
        values = List.copyOf(values);
    }

    public static Cursor of(Object... values) {
        return new Cursor(java.util.Arrays.stream(values).map(String::valueOf).toList());
    }

    /**
     * Reads a cursor of {@code size} values; throws {@link Problem} cursor-invalid for anything
     * else.
     */
    public static Cursor read(String text, int size) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> values = List.of(plain.split("\n", -1));
            if (values.size() == size) {
                return new Cursor(values);
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one answer for every damaged cursor
        }
        throw Problem.of(ProblemCode.CURSOR_INVALID, Text.of("problem.cursor-invalid.detail"));
    }

    /** The text that a caller sends back. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\n", values).getBytes(StandardCharsets.UTF_8));
    }
}
