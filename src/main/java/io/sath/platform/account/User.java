package io.sath.platform.account;

import io.sath.platform.shared.Role;
import io.sath.platform.shared.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person with a log-in. */
@Entity
@Table(name = "users")
class User {
    @Id private UUID id;
    private String email;
    private String passwordHash;
    private String name;
    private String language;
    private String zone = "UTC";
    private String theme = "system";

    @Enumerated(EnumType.STRING)
    private Role role = Role.USER;

    private boolean active = true;
    private @Nullable Instant verifiedAt;
    private @Nullable UUID workspace;
    private Instant createdAt;
    @Version private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected User() {}

    User(
            UserId id,
            String email,
            String passwordHash,
            String name,
            String language,
            Instant createdAt) {
        this.id = id.value();
        this.email = email;
        this.passwordHash = passwordHash;
        this.name = name;
        this.language = language;
        this.createdAt = createdAt;
    }

    /** Whoever signs up again before the e-mail is confirmed is taken at their last word. */
    void signUpAgain(String newPasswordHash, String newName, String newLanguage) {
        if (isVerified()) {
            throw new IllegalStateException("a confirmed account is not signed up again");
        }
        passwordHash = newPasswordHash;
        name = newName;
        language = newLanguage;
    }

    void verify(Instant now) {
        if (verifiedAt == null) {
            verifiedAt = now;
        }
    }

    void changePassword(String newPasswordHash) {
        passwordHash = newPasswordHash;
    }

    void change(Profile.Change change) {
        name = change.name().strip();
        language = change.language();
        zone = change.zone();
        theme = change.theme();
    }

    void become(Role newRole) {
        role = newRole;
    }

    void stand(boolean nowActive, Role nowRole) {
        active = nowActive;
        role = nowRole;
    }

    UserId id() {
        return new UserId(id);
    }

    String email() {
        return email;
    }

    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    String language() {
        return language;
    }

    Role role() {
        return role;
    }

    boolean isActive() {
        return active;
    }

    boolean isVerified() {
        return verifiedAt != null;
    }

    @Nullable UUID workspace() {
        return workspace;
    }

    Profile profile(List<Membership> memberships) {
        return new Profile(id(), email, name, language, zone, theme, role, createdAt, memberships);
    }
}
