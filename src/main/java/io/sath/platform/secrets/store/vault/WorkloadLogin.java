package io.sath.platform.secrets.store.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Logs in with the workload identity that Nomad gives the platform's own job and keeps fresh. */
final class WorkloadLogin implements VaultLogin {
    private final VaultHttp http;
    private final String mount;
    private final String role;
    private final Path identity;

    WorkloadLogin(VaultHttp http, String mount, String role, Path identity) {
        this.http = http;
        this.mount = mount;
        this.role = role;
        this.identity = identity;
    }

    @Override
    public Outcome logIn() {
        String jwt;
        try {
            jwt = Files.readString(identity).strip();
        } catch (IOException e) {
            return new Outcome.Refused("The workload identity cannot be read: " + identity, false);
        }
        return VaultLogin.from(
                http.post("auth/" + mount + "/login", null, Map.of("role", role, "jwt", jwt)),
                "Vault refused the workload identity for the role " + role + ".");
    }
}
