package io.sath.platform.shared;

import java.util.Objects;
import java.util.UUID;

/** The id of a tenant: the workspace that owns data. */
public record TenantId(UUID value) implements java.io.Serializable {
    public TenantId {
        Objects.requireNonNull(value, "value");
    }

    /** Reads an id; throws {@link IllegalArgumentException} for anything that is not a UUID. */
    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
