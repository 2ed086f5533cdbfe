package io.sath.platform.secrets;

import java.io.Serializable;
import java.util.UUID;

/** The id of a stored exchange or AI key; it names a place, never a value. */
public record KeyId(UUID value) implements Serializable {
    /** Reads an id; throws {@link IllegalArgumentException} for anything that is not a UUID. */
    public static KeyId of(String text) {
        return new KeyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
