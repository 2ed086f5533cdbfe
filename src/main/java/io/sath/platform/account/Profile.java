package io.sath.platform.account;

import io.sath.platform.shared.Role;
import io.sath.platform.shared.UserId;
import java.time.Instant;
import java.util.List;

/**
 * A person as they see themselves.
 *
 * @param language {@code es} or {@code en}
 * @param zone an IANA time zone, for example {@code Europe/Madrid}; pages show it, data is in UTC
 * @param theme {@code system}, {@code light} or {@code dark}
 * @param role {@link Role#USER}, {@link Role#ADMIN} or {@link Role#SUPERADMIN}
 */
public record Profile(
        UserId id,
        String email,
        String name,
        String language,
        String zone,
        String theme,
        Role role,
        Instant createdAt,
        List<Membership> tenants) {
    public Profile {
        tenants = List.copyOf(tenants);
    }

    Profile in(List<Membership> theirs) {
        return new Profile(id, email, name, language, zone, theme, role, createdAt, theirs);
    }

    /** What a person may change of it, as typed; empty where nothing was given. */
    public record Change(String name, String language, String zone, String theme) {}
}
