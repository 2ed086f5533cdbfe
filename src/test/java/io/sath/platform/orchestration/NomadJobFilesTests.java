package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files in {@code nomad-jobs/}: what a real Nomad made of the bot's job is recorded in the test
 * resources ({@code record.sh}) and looked through here; where a {@code nomad} is on the PATH, it
 * judges the files themselves.
 */
class NomadJobFilesTests {
    private static final Path FILES = Path.of("nomad-jobs");
    private static final Path JOB = FILES.resolve("bot.nomad.hcl");
    private static final Path RECORDED = Path.of("src/test/resources/nomad-jobs");
    private static final Path VARIABLES = RECORDED.resolve("bot.variables.hcl");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Driver {
        EXEC("args", "cap_drop", "command"),
        DOCKER(
                "args",
                "cap_drop",
                "command",
                "image",
                "pids_limit",
                "readonly_rootfs",
                "security_opt"),
        RAW_EXEC("args", "command");

        private final List<String> options;

        Driver(String... options) {
            this.options = List.of(options);
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasRecordedIsOfThisVeryFile(Driver driver) throws IOException {
        assertThat(recorded(driver).path("of").asString())
                .as("record anew: %s", RECORDED.resolve("record.sh"))
                .isEqualTo(BotJar.hash(Files.readAllBytes(JOB)));
    }

    @ParameterizedTest
    @EnumSource
    void aTaskHasNoCapabilityAndIsNobody(Driver driver) throws IOException {
        for (JsonNode task : tasks(driver)) {
            JsonNode config = task.path("Config");
            assertThat(config.propertyNames()).containsExactlyInAnyOrderElementsOf(driver.options);
            assertThat(task.path("VolumeMounts").isNull()).isTrue();
            switch (driver) {
                case EXEC -> {
                    assertThat(words(config.path("cap_drop"))).containsExactly("all");
                    assertThat(task.path("User").asString()).isEqualTo("nobody");
                }
                case DOCKER -> {
                    assertThat(words(config.path("cap_drop"))).containsExactly("all");
                    assertThat(words(config.path("security_opt")))
                            .containsExactly("no-new-privileges");
                    assertThat(config.path("readonly_rootfs").booleanValue()).isTrue();
                    assertThat(config.path("pids_limit").intValue()).isBetween(32, 512);
                    assertThat(task.path("User").asString()).isEqualTo("65534:65534");
                }
                case RAW_EXEC -> assertThat(task.path("User").asString()).isEmpty();
            }
        }
        for (JsonNode group : recorded(driver).path("job").path("TaskGroups")) {
            assertThat(group.path("Networks").isNull()).isTrue();
            assertThat(group.path("Volumes").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingRestartsABotWhenAFileOrATokenIsNew(Driver driver) throws IOException {
        for (JsonNode task : tasks(driver)) {
            assertThat(task.path("Templates")).hasSize(2);
            for (JsonNode template : task.path("Templates")) {
                assertThat(template.path("ChangeMode").asString()).isEqualTo("noop");
            }
            assertThat(task.path("Vault").path("ChangeMode").asString()).isEqualTo("noop");
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreInAFileOfTheTaskAloneAndNowhereElse(Driver driver) throws IOException {
        JsonNode job = recorded(driver).path("job");
        assertThat(job.path("Meta").propertyNames())
                .containsExactlyInAnyOrder("tenant", "plan", "spec_hash");
        for (JsonNode task : tasks(driver)) {
            assertThat(
                            task.path("Env").properties().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    each -> each.getValue().asString())))
                    .isEqualTo(
                            Map.of(
                                    "LANG", "C.UTF-8",
                                    "SATH_DATA", "${NOMAD_ALLOC_DIR}/data",
                                    "SATH_SECRETS", "${NOMAD_SECRETS_DIR}/keys.json",
                                    "SATH_SETTINGS", "${NOMAD_TASK_DIR}/settings.json"));
            assertThat(task.path("Meta").isNull()).isTrue();
            assertThat(task.path("Vault").path("Env").booleanValue()).isFalse();
            assertThat(task.path("Vault").path("DisableFile").booleanValue()).isTrue();

            JsonNode settings = task.path("Templates").path(0);
            assertThat(settings.path("EmbeddedTmpl").asString()).doesNotContain("secret");
            assertThat(settings.path("Envvars").booleanValue()).isFalse();

            JsonNode keys = task.path("Templates").path(1);
            assertThat(keys.path("DestPath").asString()).isEqualTo("secrets/keys.json");
            assertThat(keys.path("Perms").asString()).isEqualTo("0400");
            assertThat(keys.path("Once").booleanValue()).isTrue();
            assertThat(keys.path("Envvars").booleanValue()).isFalse();
            if (driver == Driver.RAW_EXEC) {
                assertThat(keys.path("Uid").isNull()).isTrue();
            } else {
                assertThat(keys.path("Uid").intValue()).isEqualTo(65534);
                assertThat(keys.path("Gid").intValue()).isEqualTo(65534);
            }
        }
    }

    @Test
    void eachGroupReadsItsOwnKeysOfItsOwnBotAndItsOwnSettings() throws IOException {
        List<JsonNode> tasks = tasks(Driver.EXEC);
        assertThat(template(tasks.get(0), 1))
                .isEqualTo(
                        "{\"keys\":["
                                + key("0199a8c2-2222-7abc-8def-0123456789ab")
                                + ","
                                + key("0199a8c2-3333-7abc-8def-0123456789ab")
                                + "]}");
        assertThat(template(tasks.get(1), 1))
                .isEqualTo("{\"keys\":[" + key("0199a8c2-2222-7abc-8def-0123456789ab") + "]}");
        assertThat(template(tasks.get(0), 0)).contains("\"nomad/jobs/bot-0k3v9m2xw1q7a/bot\"");
        assertThat(template(tasks.get(1), 0)).contains("\"nomad/jobs/bot-0k3v9m2xw1q7a/check\"");
    }

    private static String key(String id) {
        return "{{ with secret \"kv/data/tenants/bot-0k3v9m2xw1q7a/"
                + id
                + "\" }}{{ sprig_merge (sprig_dict \"ref\" \""
                + id
                + "\") .Data.data | toJSON }}{{ end }}";
    }

    @Test
    void aBotIsStartedAgainWithoutEndAndACheckNever() throws IOException {
        JsonNode bot = recorded(Driver.EXEC).path("job").path("TaskGroups").path(0);
        JsonNode check = recorded(Driver.EXEC).path("job").path("TaskGroups").path(1);

        assertThat(bot.path("Count").intValue()).isEqualTo(1);
        assertThat(bot.path("RestartPolicy").path("Attempts").intValue()).isEqualTo(3);
        assertThat(bot.path("Tasks").path(0).path("RestartPolicy"))
                .isEqualTo(bot.path("RestartPolicy"));
        assertThat(bot.path("ReschedulePolicy").path("Unlimited").booleanValue()).isTrue();
        assertThat(duration(bot.path("ReschedulePolicy").path("MaxDelay")))
                .isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(duration(bot.path("Disconnect").path("StopOnClientAfter")))
                .isEqualTo(Duration.ofSeconds(45));

        assertThat(check.path("Count").intValue()).isZero();
        assertThat(check.path("ReschedulePolicy").path("Unlimited").booleanValue()).isFalse();
        assertThat(check.path("ReschedulePolicy").path("Attempts").intValue()).isZero();
        assertThat(duration(check.path("RestartPolicy").path("Delay")))
                .isGreaterThan(Duration.ofMinutes(10));
        assertThat(check.path("EphemeralDisk").path("Sticky").booleanValue()).isFalse();
    }

    @Test
    void aBotHasTheTimeToStopAndTheRoomForItsLogs() throws IOException {
        for (JsonNode task : tasks(Driver.EXEC)) {
            assertThat(duration(task.path("KillTimeout"))).isEqualTo(Duration.ofSeconds(65));
            assertThat(task.path("KillSignal").asString()).isEqualTo("SIGTERM");
        }
        for (JsonNode group : recorded(Driver.EXEC).path("job").path("TaskGroups")) {
            JsonNode logs = group.path("Tasks").path(0).path("LogConfig");
            int both = 2 * logs.path("MaxFiles").intValue() * logs.path("MaxFileSizeMB").intValue();
            assertThat(group.path("EphemeralDisk").path("SizeMB").intValue()).isGreaterThan(both);
        }
        assertThat(recorded(Driver.EXEC).path("job").path("Update").path("MaxParallel").intValue())
                .as("no deployments: they forbid scaling")
                .isZero();
    }

    @Test
    void aBotRunsWithTheOptionsThatWereMeasured() throws IOException {
        for (JsonNode task : tasks(Driver.EXEC)) {
            List<String> expected = new ArrayList<>(BotJar.JVM);
            expected.addAll(List.of("-jar", "${NOMAD_TASK_DIR}/bot.jar", "run"));
            assertThat(words(task.path("Config").path("args"))).isEqualTo(expected);
        }
    }

    @Test
    void thePlatformMayRunBotsAndNeitherEnterNorReadThem() throws IOException {
        String policy = Files.readString(FILES.resolve("acl/sath-platform.policy.hcl"));
        String rules = policy.replaceAll("(?m)#.*$", "");
        assertThat(new TreeSet<>(quoted(rules)))
                .containsExactly(
                        "alloc-lifecycle",
                        "bots",
                        "deregister-job",
                        "destroy",
                        "list-jobs",
                        "nomad/jobs/*",
                        "parse-job",
                        "plan-job",
                        "purge-job",
                        // Of a settings variable: which revision stands there, at a take-over.
                        "read",
                        "read-job",
                        "read-logs",
                        "register-job",
                        "scale-job",
                        "write");
        assertThat(rules).doesNotContain("policy", "node", "agent", "operator");
    }

    @Test
    void theRuntimeHasEveryModuleThatTheBotUses() throws IOException {
        Matcher list =
                Pattern.compile("(?m)^modules=(.+)$")
                        .matcher(Files.readString(FILES.resolve("runtime.sh")));
        assertThat(list.find()).isTrue();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        PrintWriter to = new PrintWriter(out, true);
        int code =
                jdeps.run(
                        to,
                        to,
                        "--multi-release",
                        "25",
                        "--ignore-missing-deps",
                        "-include",
                        "(io\\.sath|org\\.ta4j|tools\\.jackson"
                                + "|org\\.bouncycastle\\.(asn1|crypto|math|util|jcajce|jce))\\..*",
                        "-s",
                        "bot/target/bot.jar");

        assertThat(code).as(out.toString()).isZero();
        Set<String> used = new TreeSet<>();
        for (String line : out.toString().lines().toList()) {
            used.add(line.replaceAll(".*-> ", ""));
        }
        // What nothing refers to at run time is left out of the jar; annotations, for example.
        used.remove("not found");
        assertThat(used).contains("java.base").isSubsetOf(list.group(1).split(","));
    }

    @Test
    void everyFileIsFormatted() throws IOException, InterruptedException {
        assertThat(nomad("fmt", "-check", "-recursive", FILES.toString()).text()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theProgramReadsTheFileAsItWasRecorded(Driver driver)
            throws IOException, InterruptedException {
        Answer answer = parsed("driver=" + driver.word(), "image=sath/bot-runtime:25");

        assertThat(answer.code()).as(answer.text()).isZero();
        JsonNode groups = JSON.readTree(answer.text()).path("Job").path("TaskGroups");
        JsonNode known = recorded(driver).path("job").path("TaskGroups");
        for (int i = 0; i < 2; i++) {
            for (String part : List.of("Config", "Env", "Driver", "User")) {
                assertThat(groups.path(i).path("Tasks").path(0).path(part))
                        .isEqualTo(known.path(i).path("Tasks").path(0).path(part));
            }
        }
    }

    @Test
    void aNodesOwnCopyOfTheProgramIsNamedByItsHash() throws IOException, InterruptedException {
        Answer answer = parsed("artifact_url=");

        assertThat(answer.code()).as(answer.text()).isZero();
        JsonNode task =
                JSON.readTree(answer.text())
                        .path("Job")
                        .path("TaskGroups")
                        .path(0)
                        .path("Tasks")
                        .path(0);
        assertThat(task.path("Artifacts").isNull()).isTrue();
        List<String> expected = new ArrayList<>(BotJar.JVM);
        expected.addAll(
                List.of(
                        "-XX:AOTCache=/program/bot-121c8af820f42ae0.aot",
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-jar",
                        "/program/bot-121c8af820f42ae0.jar",
                        "run"));
        assertThat(words(task.path("Config").path("args"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bot_id=0k3v9m2xw1q7A",
                "bot_id=../../../etc/x",
                "tenant_id={{ env }}",
                "plan={{x}}",
                "plan=pro\nx",
                "spec_hash=${attr.unique.hostname}",
                "namespace=",
                "driver=java",
                "image=a b",
                "java_home=/jre/../bin",
                "java_home=/jre ${x}",
                "artifact_url=file:///etc/passwd",
                "artifact_url=https://x.example.com/a?archive=false",
                "artifact_checksum=md5:1",
                "count=2",
                "cpu=0",
                "memory_max_mb=2048",
                "kill_timeout=1h",
                "key_ids=[\"x\\\" }}{{ key\"]",
                "check_key_ids=[\"\"]",
                "vault_role=sath bot",
                "vault_path=kv/data/tenants/bot-0k3v9m2xw1q7a/..",
                "datacenters=[]"
            })
    void aVariableThatCouldSayMoreThanItShouldIsRefused(String variable)
            throws IOException, InterruptedException {
        Answer answer = parsed(variable);

        assertThat(answer.code()).isNotZero();
        assertThat(answer.text()).contains("Invalid value for");
    }

    private static Answer parsed(String... variables) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("job", "run", "-output"));
        line.add("-var-file=" + VARIABLES);
        for (String variable : variables) {
            line.add("-var=" + variable);
        }
        line.add(JOB.toString());
        return nomad(line.toArray(String[]::new));
    }

    private record Answer(int code, String text) {}

    private static Answer nomad(String... arguments) throws IOException, InterruptedException {
        List<Path> programs =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, "nomad"))
                        .filter(Files::isExecutable)
                        .toList();
        Assumptions.assumeTrue(
                !programs.isEmpty(), "SKIPPED: no nomad on the PATH to judge nomad-jobs/");
        List<String> line = new ArrayList<>(List.of(programs.getFirst().toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), text);
    }

    private static JsonNode recorded(Driver driver) throws IOException {
        return JSON.readTree(Files.readString(RECORDED.resolve("bot-" + driver.word() + ".json")));
    }

    private static List<JsonNode> tasks(Driver driver) throws IOException {
        List<JsonNode> tasks = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (JsonNode group : recorded(driver).path("job").path("TaskGroups")) {
            groups.add(group.path("Name").asString());
            group.path("Tasks").forEach(tasks::add);
        }
        assertThat(groups).containsExactly("bot", "check");
        assertThat(tasks).hasSize(2);
        return tasks;
    }

    private static String template(JsonNode task, int index) {
        return task.path("Templates").path(index).path("EmbeddedTmpl").asString();
    }

    private static Duration duration(JsonNode nanos) {
        return Duration.ofNanos(nanos.longValue());
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static List<String> quoted(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"([^\"]*)\"").matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }
}
