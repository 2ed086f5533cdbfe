package io.sath.platform.orchestration;

import static org.awaitility.Awaitility.await;

import io.sath.platform.orchestration.scheduler.nomad.RealNomad;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A job as a bot's, of another tenant's, that gives away the token that Vault gave to it. */
final class ForeignJob {
    private static final String ID = "bot-aaaaaaaaaaaaa";
    private static final String QUERY = "?namespace=bots";

    private final RealNomad nomad;
    private final String token;

    ForeignJob(RealNomad nomad) throws Exception {
        this.nomad = nomad;
        Map<String, Object> task =
                Map.of(
                        "Name",
                        "bot",
                        "Driver",
                        "raw_exec",
                        "Config",
                        Map.of("command", "printenv", "args", List.of("VAULT_TOKEN")),
                        "Vault",
                        Map.of("Role", "sath-bot", "Env", true, "ChangeMode", "noop"));
        Map<String, Object> group = Map.of("Name", "bot", "Count", 1, "Tasks", List.of(task));
        Map<String, Object> job =
                Map.of(
                        "ID",
                        ID,
                        "Namespace",
                        "bots",
                        "Type",
                        "batch",
                        "Datacenters",
                        List.of("*"),
                        "TaskGroups",
                        List.of(group));
        nomad.call("PUT", "/v1/jobs" + QUERY, Map.of("Job", job));
        token = await().atMost(Duration.ofSeconds(30)).until(this::said, text -> !text.isEmpty());
    }

    private String said() throws Exception {
        String allocation =
                nomad.get("/v1/job/" + ID + "/allocations" + QUERY).path(0).path("ID").asString("");
        Path out = nomad.data(allocation).resolveSibling("logs/bot.stdout.0");
        return Files.exists(out) ? Files.readString(out).strip() : "";
    }

    String id() {
        return ID;
    }

    String token() {
        return token;
    }

    void end() throws Exception {
        nomad.call("DELETE", "/v1/job/" + ID + QUERY + "&purge=true", null);
    }
}
