package io.sath.platform.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * What a page's session would leave on a disk or in another node, as text to search in: its
 * serialized form. What is not serializable is looked into where it is of a page's own package, and
 * is named otherwise.
 */
public final class SessionText {
    private SessionText() {}

    /** The serialized form of {@code session}, byte by byte as a character. */
    public static String of(Object session, Package pages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Lenient out = new Lenient(bytes, pages.getName())) {
            out.writeObject(session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static final class Lenient extends ObjectOutputStream {
        private final String pages;

        Lenient(ByteArrayOutputStream bytes, String pages) throws IOException {
            super(bytes);
            this.pages = pages;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof Serializable) {
                return object;
            }
            return object.getClass().getPackageName().equals(pages)
                    ? fields(object)
                    : object.getClass().getName();
        }

        private static ArrayList<Object> fields(Object object) {
            ArrayList<Object> values = new ArrayList<>();
            values.add(object.getClass().getName());
            for (Field field : object.getClass().getDeclaredFields()) {
                try {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        values.add(field.get(object));
                    }
                } catch (IllegalAccessException | InaccessibleObjectException e) {
                    throw new IllegalStateException(field.toString(), e);
                }
            }
            return values;
        }
    }
}
