package io.sath.platform.secrets.store.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs in by AppRole with a response-wrapped secret-id from a file.
 *
 * <p>The wrapping token is looked up before it is opened: one that was made by another path than
 * this role's secret-id, or that was opened before, is an alarm, for somebody may have read it on
 * its way. An opened secret-id is kept in memory for later log-ins as long as Vault takes it; after
 * that the deployer puts a fresh wrapped one into the file.
 */
final class AppRoleLogin implements VaultLogin {
    private final VaultHttp http;
    private final String mount;
    private final String roleId;
    private final Path wrapped;
    private @Nullable String opened;
    private @Nullable String secretId;

    AppRoleLogin(VaultHttp http, String mount, String roleId, Path wrapped) {
        this.http = http;
        this.mount = mount;
        this.roleId = roleId;
        this.wrapped = wrapped;
    }

    @Override
    public synchronized Outcome logIn() {
        String token;
        try {
            token = Files.readString(wrapped).strip();
        } catch (IOException e) {
            return new Outcome.Refused(
                    "The file with the wrapped secret-id cannot be read: " + wrapped, false);
        }
        if (!token.equals(opened)) {
            @Nullable Outcome failed = open(token);
            if (failed != null) {
                return failed;
            }
        }
        if (secretId == null) {
            return spent();
        }
        VaultAnswer answer =
                http.post(
                        "auth/" + mount + "/login",
                        null,
                        Map.of("role_id", roleId, "secret_id", secretId));
        if (answer instanceof VaultAnswer.Refused) {
            secretId = null;
            return spent();
        }
        return VaultLogin.from(answer, "Vault refused the AppRole log-in.");
    }

    private @Nullable Outcome open(String token) {
        VaultAnswer about = http.post("sys/wrapping/lookup", null, Map.of("token", token));
        if (about instanceof VaultAnswer.Away away) {
            return new Outcome.Away(away);
        }
        if (!(about instanceof VaultAnswer.Ok(var body))) {
            return alarm("The wrapped secret-id is unknown to Vault or was opened before.");
        }
        String made = body.path("data").path("creation_path").asString("");
        if (!made.startsWith("auth/" + mount + "/role/") || !made.endsWith("/secret-id")) {
            return alarm("The wrapped secret-id was not made by the AppRole.");
        }
        VaultAnswer inside = http.post("sys/wrapping/unwrap", token, Map.of());
        if (inside instanceof VaultAnswer.Away away) {
            return new Outcome.Away(away);
        }
        if (!(inside instanceof VaultAnswer.Ok(var content))) {
            return alarm("The wrapped secret-id was opened before.");
        }
        opened = token;
        secretId = content.path("data").path("secret_id").asString("");
        return null;
    }

    private static Outcome alarm(String what) {
        return new Outcome.Refused(
                what
                        + " Somebody else may have read it: make a new one and look at Vault's audit log.",
                true);
    }

    private Outcome spent() {
        return new Outcome.Refused(
                "The secret-id is spent. Put a fresh wrapped one into " + wrapped + ".", false);
    }
}
