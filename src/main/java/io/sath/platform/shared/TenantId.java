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

    /** Reads an id in a path of the API; what is none names nothing: the Problem not-found. */
    public static TenantId ofPath(String text) {
        try {
            return of(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
