package io.sath.platform.secrets.store.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Vault (or OpenBao) is and how the platform shows who it is.
 *
 * @param addr its address, for example {@code https://vault.example.com:8200}; null: the embedded
 *     store is used
 * @param mount the KV version 2 mount
 * @param namespace the Vault or OpenBao namespace, where there is one
 * @param roleId the AppRole of the platform; null: the workload identity is used
 * @param secretIdFile holds a response-wrapped secret-id; read at each log-in, spent at the first
 * @param appRolePath where the AppRole method is mounted
 * @param jwtFile the workload identity that Nomad keeps fresh; read at each log-in
 * @param jwtPath where Nomad's JWT method is mounted
 * @param jwtRole the role that the workload identity logs in to
 * @param deadline how long one call may take, whole
 */
@ConfigurationProperties("sath.vault")
record VaultSettings(
        @Nullable URI addr,
        @DefaultValue("kv") String mount,
        @Nullable String namespace,
        @Nullable String roleId,
        @Nullable Path secretIdFile,
        @DefaultValue("approle") String appRolePath,
        @Nullable Path jwtFile,
        @DefaultValue("jwt-nomad") String jwtPath,
        @DefaultValue("sath-platform") String jwtRole,
        @DefaultValue("1500ms") Duration deadline) {}
