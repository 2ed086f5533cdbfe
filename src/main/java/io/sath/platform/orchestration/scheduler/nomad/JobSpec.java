package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.SecretDelivery.ByVault;
import io.sath.platform.shared.BotId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one job file, parsed by the cluster with a bot's variables. It is read anew each time, so an
 * operator's change of it holds for the next registration.
 */
final class JobSpec {
    private final NomadHttp http;
    private final NomadSettings settings;

    JobSpec(NomadHttp http, NomadSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** The job in which the bot runs, as JSON. */
    String running(Workload of, ByVault secrets) {
        return parse(variables(of, of.specHash(), 1, secrets.path(), secrets.keys(), List.of()));
    }

    /** The job with nothing but a check to run, as JSON. */
    String checking(Workload of, ByVault secrets) {
        return parse(
                variables(of, JobSeen.CHECK_ONLY, 0, secrets.path(), List.of(), secrets.keys()));
    }

    private String variables(
            Workload of,
            String specHash,
            int count,
            String vaultPath,
            List<KeyId> keys,
            List<KeyId> checked) {
        BotId bot = of.bot();
        StringBuilder text = new StringBuilder();
        word(text, "bot_id", bot.value());
        word(text, "tenant_id", of.tenant().value().toString());
        word(text, "plan", of.plan());
        word(text, "namespace", settings.namespace());
        words(text, "datacenters", settings.datacenters());
        word(text, "driver", settings.driver());
        word(text, "image", settings.image());
        word(text, "artifact_url", settings.artifactUrl(of.program()));
        word(text, "artifact_checksum", "sha256:" + of.program().sha256());
        word(text, "java_home", settings.javaHome());
        number(
                text,
                "cpu",
                Math.max(
                        10,
                        part(
                                (long) of.cpuPercent() * settings.coreMhz() / 100,
                                settings.cpuSetAside())));
        number(text, "memory_mb", Math.max(64, part(of.memoryMb(), settings.memorySetAside())));
        number(text, "memory_max_mb", of.memoryMb());
        word(text, "spec_hash", specHash);
        words(text, "key_ids", ids(keys));
        word(text, "vault_role", settings.vaultRole());
        word(text, "vault_path", vaultPath);
        words(text, "check_key_ids", ids(checked));
        number(text, "count", count);
        word(text, "kill_timeout", settings.killTimeout().toSeconds() + "s");
        return text.toString();
    }

    private static long part(long whole, int percent) {
        return whole * percent / 100;
    }

    private static List<String> ids(List<KeyId> keys) {
        return keys.stream().map(KeyId::toString).toList();
    }

    private String parse(String variables) {
        String hcl;
        try {
            hcl = Files.readString(settings.jobFile());
        } catch (IOException e) {
            throw new NomadFailure.Rejected(
                    "the job file " + settings.jobFile() + " cannot be read");
        }
        return http.put(
                        "/v1/jobs/parse",
                        Map.of(),
                        NomadReads.JSON.writeValueAsString(
                                Map.of(
                                        "JobHCL",
                                        hcl,
                                        "Variables",
                                        variables,
                                        "Canonicalize",
                                        true)))
                .body();
    }

    private static void word(StringBuilder text, String name, String value) {
        text.append(name).append(" = ").append(quoted(value)).append('\n');
    }

    private static void words(StringBuilder text, String name, List<String> values) {
        text.append(name)
                .append(" = ")
                .append(
                        values.stream()
                                .map(JobSpec::quoted)
                                .collect(Collectors.joining(", ", "[", "]")))
                .append('\n');
    }

    private static void number(StringBuilder text, String name, long value) {
        text.append(name).append(" = ").append(value).append('\n');
    }

    /** A value is data: nothing in it is a reference or ends the string. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c);
            }
        }
        return text.append('"').toString().replace("${", "$${").replace("%{", "%%{");
    }
}
