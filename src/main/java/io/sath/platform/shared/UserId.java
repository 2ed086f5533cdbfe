package io.sath.platform.shared;

import java.util.Objects;
import java.util.UUID;

/** The id of a user: a person who logs in. */
public record UserId(UUID value) implements java.io.Serializable {
    public UserId {
        Objects.requireNonNull(value, "value");
    }

    /** Reads an id; throws {@link IllegalArgumentException} for anything that is not a UUID. */
    public static UserId of(String text) {
        return new UserId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
