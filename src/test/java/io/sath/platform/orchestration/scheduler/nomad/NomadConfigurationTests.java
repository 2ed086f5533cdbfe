package io.sath.platform.orchestration.scheduler.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.shared.StartFault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NomadConfigurationTests {
    @TempDir Path files;

    private static NomadSettings settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        all.put("sath.nomad.addr", "http://127.0.0.1:1");
        all.put("sath.nomad.artifact-url", "https://files.example.com/bot-{version}.jar");
        all.putAll(given);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("sath.nomad", NomadSettings.class)
                .get();
    }

    private static void start(Map<String, String> given) {
        NomadConfiguration.scheduler(settings(given), Clock.systemUTC()).close();
    }

    @Test
    void unsaidSettingsHaveTheirDefaults() {
        NomadSettings settings = settings(Map.of());
        assertThat(settings.namespace()).isEqualTo("bots");
        assertThat(settings.driver()).isEqualTo("exec");
        assertThat(settings.datacenters()).containsExactly("*");
        assertThat(settings.jobFile()).isEqualTo(Path.of("nomad-jobs/bot.nomad.hcl"));
        assertThat(settings.javaHome()).isEqualTo("/jre");
        assertThat(settings.vaultRole()).isEqualTo("sath-bot");
        assertThat(settings.killTimeout()).isEqualTo(Duration.ofSeconds(65));
        assertThat(settings.tokenFile()).isNull();
    }

    @Test
    void everySettingIsTakenAsItIsSaid() {
        NomadSettings settings =
                settings(
                        Map.ofEntries(
                                Map.entry("sath.nomad.addr", "https://nomad.example.com:4646"),
                                Map.entry("sath.nomad.namespace", "other"),
                                Map.entry("sath.nomad.region", "eu"),
                                Map.entry("sath.nomad.token-file", "/run/token"),
                                Map.entry("sath.nomad.nodes-token-file", "/run/nodes"),
                                Map.entry("sath.nomad.ca-file", "/run/ca.pem"),
                                Map.entry("sath.nomad.job-file", "/etc/bot.hcl"),
                                Map.entry("sath.nomad.driver", "docker"),
                                Map.entry("sath.nomad.datacenters", "a,b"),
                                Map.entry("sath.nomad.image", "registry.example.com/bot:25"),
                                Map.entry("sath.nomad.java-home", "/opt/jre"),
                                Map.entry("sath.nomad.vault-role", "r"),
                                Map.entry("sath.nomad.core-mhz", "3000"),
                                Map.entry("sath.nomad.kill-timeout", "80s")));
        assertThat(settings)
                .isEqualTo(
                        new NomadSettings(
                                URI.create("https://nomad.example.com:4646"),
                                "other",
                                "eu",
                                Path.of("/run/token"),
                                Path.of("/run/nodes"),
                                Path.of("/run/ca.pem"),
                                Path.of("/etc/bot.hcl"),
                                "docker",
                                List.of("a", "b"),
                                "registry.example.com/bot:25",
                                "https://files.example.com/bot-{version}.jar",
                                "/opt/jre",
                                "r",
                                3000,
                                Duration.ofSeconds(80)));
    }

    @Test
    void aClusterThatIsAwayDoesNotHinderTheStart() {
        start(Map.of());
    }

    @Test
    void wrongSettingsHinderItWithASentence() throws Exception {
        Path empty = Files.createFile(files.resolve("empty.pem"));
        refused(Map.of("sath.nomad.addr", "nomad"), "\"nomad\" is no address");
        refused(Map.of("sath.nomad.addr", "ftp://nomad.example.com"), "is no address");
        refused(Map.of("sath.nomad.driver", "java"), "\"java\" is no driver");
        refused(Map.of("sath.nomad.driver", "docker"), "needs an image");
        refused(Map.of("sath.nomad.artifact-url", ""), "SATH_NOMAD_ARTIFACT_URL");
        refused(Map.of("sath.nomad.job-file", "/nowhere.hcl"), "/nowhere.hcl cannot be read");
        refused(Map.of("sath.nomad.token-file", "/nowhere"), "/nowhere cannot be read");
        refused(Map.of("sath.nomad.ca-file", empty.toString()), "no certificate");
    }

    private static void refused(Map<String, String> given, String why) {
        assertThatThrownBy(() -> start(given))
                .isInstanceOfSatisfying(
                        StartFault.class,
                        fault -> assertThat(fault.text().in(Locale.ENGLISH)).contains(why));
    }

    @Test
    void aValueEndsNoStringAndIsNoReference() {
        assertThat(JobSpec.quoted("a\"b\\c${d}%{e}\n")).isEqualTo("\"a\\\"b\\\\c$${d}%%{e}\\n\"");
    }
}
