package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Program;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the cluster is and how a bot's job is made.
 *
 * @param addr a server's or agent's address, for example {@code https://nomad.example.com:4646}
 * @param namespace the Nomad namespace of the bots
 * @param region the Nomad region; null: the agent's own
 * @param tokenFile holds the platform's Nomad token; null: the cluster has no access control
 * @param nodesTokenFile holds the token that may see and drain machines, for the operators' page;
 *     null: that page does without, unless the cluster has no access control at all
 * @param caFile PEM of the authority whose certificates are trusted; null: the machine's own
 * @param jobFile the job, the same that an operator runs by hand
 * @param driver {@code exec}, {@code docker} or (development) {@code raw_exec}
 * @param datacenters where bots may be placed; {@code *}: anywhere
 * @param image of the docker driver
 * @param artifactUrl where nodes fetch the bot program from; {@code {version}} in it stands for the
 *     first 16 digits of its SHA-256; empty: they have it beside the runtime
 * @param javaHome the runtime as a task sees it
 * @param vaultRole the role a bot's identity logs in to; empty: no Vault
 * @param coreMhz what the cluster counts a core as, for the share that a plan gives
 * @param cpuSetAside how much of a plan's share, in percent, the cluster keeps free for a bot: at
 *     rest it takes a fraction of it, and what nobody keeps is free for whoever needs it
 * @param memorySetAside likewise of its memory; up to the whole it may grow where a node has room
 * @param killTimeout how long a bot may take to end; above the stop grace
 */
@ConfigurationProperties("sath.nomad")
record NomadSettings(
        @Nullable URI addr,
        @DefaultValue("bots") String namespace,
        @Nullable String region,
        @Nullable Path tokenFile,
        @Nullable Path nodesTokenFile,
        @Nullable Path caFile,
        @DefaultValue("nomad-jobs/bot.nomad.hcl") Path jobFile,
        @DefaultValue("exec") String driver,
        @DefaultValue("*") List<String> datacenters,
        @DefaultValue("") String image,
        @DefaultValue("") String artifactUrl,
        @DefaultValue("/jre") String javaHome,
        @DefaultValue("sath-bot") String vaultRole,
        @DefaultValue("2500") int coreMhz,
        @DefaultValue("20") int cpuSetAside,
        @DefaultValue("70") int memorySetAside,
        @DefaultValue("65s") Duration killTimeout) {
    NomadSettings {
        datacenters = List.copyOf(datacenters);
    }

    String artifactUrl(Program program) {
        return artifactUrl.replace("{version}", program.version());
    }
}
