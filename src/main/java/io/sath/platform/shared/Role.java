package io.sath.platform.shared;

/**
 * What a person may do: the first three on the platform, the last three in the tenant at hand.
 *
 * <p>As Spring authorities they carry the prefix {@code ROLE_}.
 */
public enum Role {
    /** Any person who is logged in. */
    USER,
    /** An operator: sees all tenants and bots, stops and starts them. */
    ADMIN,
    /**
     * An operator who also changes plans, prices, roles and nodes; always an {@link #ADMIN} too.
     */
    SUPERADMIN,
    /** Reads the tenant's data. */
    VIEWER,
    /** Also works the bot; always a {@link #VIEWER} too. */
    TRADER,
    /** Also holds keys, billing and members; always a {@link #TRADER} too. */
    OWNER;

    public String authority() {
        return "ROLE_" + name();
    }
}
