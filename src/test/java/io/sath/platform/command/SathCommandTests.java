package io.sath.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code sath} in a clone of its own, on a machine that has what the test gives it: a
 * JDK and a Maven of a few lines each.
 */
class SathCommandTests {
    private static final Path SCRIPT = Path.of("sath").toAbsolutePath();
    private static final List<String> TOOLS =
            List.of(
                    "bash", "env", "awk", "sed", "grep", "head", "find", "cat", "cp", "mv", "rm",
                    "mkdir", "sort", "mktemp", "touch", "sleep", "cmp", "dirname", "date");

    /** A platform that says how it was started, then waits for a signal and says which it was. */
    private static final String JDK_25 =
            """
            #!/bin/bash
            case " $* " in *" -version "*) echo 'openjdk version "25.0.3" 2026-04-21' >&2; exit ;; esac
            case " $* " in
              *" -Djarmode=tools "*) mkdir -p "${@: -1}"; cp "$3" "${@: -1}"; exit ;;
              *" -XX:AOTCacheOutput="*) [ -z "${SATH_DATA_DIR:-}" ] && [ -d "${@: -1}" ]; exit ;;
            esac
            echo "port=$SATH_PORT data=$SATH_DATA_DIR dir=$PWD"
            echo "args=$*"
            [ ! -e "$SATH_DATA_DIR/wait" ] || {
              trap 'echo interrupted; exit 0' INT
              trap 'echo terminated; exit 0' TERM
              touch "$SATH_DATA_DIR/waiting"
              while :; do sleep 0.05; done
            }
            """;

    private static final String JDK_17 =
            """
            #!/bin/bash
            echo 'openjdk version "17.0.15" 2025-04-15' >&2
            """;

    /** A Maven that makes each build's jar, and the reports of its tests when it verifies. */
    private static final String MAVEN =
            """
            #!/bin/bash
            [ "$1" != -v ] || { echo 'Apache Maven 3.9.9 (8e8579a)'; exit; }
            while [ $# -gt 1 ]; do [ "$1" != -f ] || pom=$2; shift; done
            dir=$(dirname "$pom")
            echo "$1 $pom" >> "$MAVEN_CALLS"
            if [ -e "$dir/broken" ]; then echo '[ERROR] Broken.java:[1,1] is broken'; exit 1; fi
            mkdir -p "$dir/target/surefire-reports"
            case $dir in */bot) jar=bot ;; *) jar=sath-platform ;; esac
            echo "$RANDOM" > "$dir/target/$jar.jar"
            [ "$1" != verify ] || {
              echo '[ERROR] Tests run: 7, Failures: 0, Errors: 1, Skipped: 1'
              echo '<testsuite name="a" tests="5" errors="1" skipped="1" failures="0">' > "$dir/target/surefire-reports/TEST-a.xml"
              echo '<testsuite xmlns:xsi="x" time="1" tests="2" errors="0" skipped="0" failures="0">' > "$dir/target/surefire-reports/TEST-b.xml"
              exit 1
            }
            """;

    @TempDir Path machine;
    private Path clone;
    private Path bin;
    private Path data;
    private Path calls;
    private final Map<Process, Path> outputs = new HashMap<>();

    @BeforeEach
    void aMachine() throws IOException {
        clone = Files.createDirectories(machine.resolve("a fresh clone"));
        Files.copy(SCRIPT, clone.resolve("sath"));
        for (String dir : List.of("src/main", "bot/src/main")) {
            Files.createDirectories(clone.resolve(dir));
        }
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Files.writeString(clone.resolve("bot/pom.xml"), "<project/>");
        bin = Files.createDirectory(machine.resolve("bin"));
        for (String tool : TOOLS) {
            program("bin/" + tool, "#!/bin/sh\nexec " + where(tool) + " \"$@\"\n");
        }
        data = machine.resolve("kept data");
        calls = machine.resolve("calls");
        program("jdk-25/bin/java", JDK_25);
        program("jdk-25/bin/javac", "#!/bin/bash\n");
        program("bin/mvn", MAVEN);
    }

    @Nested
    class Up {
        @Test
        void buildsThenStartsThePlatformOnItsOwnCopyOfThePrograms() throws Exception {
            Run up = sath("up", "--port", "18431");

            assertThat(up.code()).isZero();
            assertThat(up.out())
                    .containsSubsequence("Building the bot", "Building the platform", "Starting")
                    .contains("port=18431 data=" + data + " dir=" + clone)
                    .contains("-jar " + data.resolve("programs/platform/sath-platform.jar"))
                    .contains("--sath.bot-jar=" + clone.resolve("bot/target/bot.jar"))
                    .contains("--logging.file.name=" + data.resolve("logs/platform.log"));
            assertThat(data.resolve("programs/platform/sath-platform.jar"))
                    .hasSameTextualContentAs(clone.resolve("target/sath-platform.jar"));
        }

        @Test
        void buildsAgainOnlyWhatChanged() throws Exception {
            sath("up", "--port", "18431");
            Files.delete(calls);

            Run second = sath("up", "--port", "18431");
            assertThat(second.out()).doesNotContain("Building");
            assertThat(calls).doesNotExist();

            Path source = Files.writeString(clone.resolve("bot/src/main/Bot.java"), "class Bot {}");
            Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
            Run third = sath("up", "--port", "18431");
            assertThat(third.out()).contains("Building the bot").doesNotContain("the platform …");
            assertThat(Files.readAllLines(calls)).hasSize(1);
        }

        @Test
        void needsNoMavenWhereAllIsBuilt() throws Exception {
            sath("up", "--port", "18431");
            Files.delete(bin.resolve("mvn"));

            assertThat(sath("up", "--port", "18431").code()).isZero();
        }

        @Test
        void tellsTheErrorsOfABuildThatFailsAndBuildsAgainNextTime() throws Exception {
            Files.createFile(clone.resolve("broken"));

            Run up = sath("up", "--port", "18431");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.err())
                    .contains("Broken.java:[1,1] is broken")
                    .contains("sath: the platform could not be built", "target/build.log");
            Files.delete(clone.resolve("broken"));
            assertThat(sath("up", "--port", "18431").out()).contains("Building the platform");
        }

        @Test
        void passesEverySignalToThePlatformAsItWasSent() throws Exception {
            Files.createDirectories(data);
            Files.createFile(data.resolve("wait"));
            for (Map.Entry<String, String> signal :
                    Map.of("-INT", "interrupted", "-TERM", "terminated").entrySet()) {
                Files.deleteIfExists(data.resolve("waiting"));
                Process up = start(Map.of(), "up", "--port", "18431");
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> Files.exists(data.resolve("waiting")));
                new ProcessBuilder("kill", signal.getKey(), Long.toString(up.pid()))
                        .start()
                        .waitFor();

                assertThat(finish(up).out()).endsWith(signal.getValue() + "\n");
            }
        }

        @Test
        void refusesAPortInUse() throws Exception {
            try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Run up = sath("up", "--port", Integer.toString(other.getLocalPort()));

                assertRefused(up, "port " + other.getLocalPort() + " is in use", "--port");
                assertThat(calls).doesNotExist();
            }
        }

        @Test
        void refusesWhatIsNoPort() throws Exception {
            for (String port : List.of("0", "65536", "http", "-1", "999999", "")) {
                assertRefused(sath("up", "--port", port), "from 1 to 65535, not \"" + port + "\"");
            }
            assertRefused(sath(Map.of("SATH_PORT", "8o8o"), "up"), "from 1 to 65535", "8o8o");
            assertRefused(sath("up", "--port"), "--port needs a number");
        }

        @Test
        void refusesADataDirectoryThatCannotBeWritten() throws Exception {
            Files.writeString(data, "a file");

            assertRefused(
                    sath("up", "--port", "18431"), data + " cannot be written", "SATH_DATA_DIR");
        }

        @Test
        void refusesADataDirectoryInUseByAnotherPlatform() throws Exception {
            Files.createDirectories(data);
            Files.createFile(data.resolve("wait"));
            Process other = start(Map.of(), "up", "--port", "18431");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(data.resolve("waiting")));

            Run up = sath("up", "--port", "18432");

            assertRefused(up, data + " is in use by another platform", "process " + other.pid());
            other.destroy();
            finish(other);
        }

        @Test
        void refusesAnOptionItDoesNotKnow() throws Exception {
            assertRefused(sath("up", "--prot", "1"), "up does not know \"--prot\"", "./sath help");
        }
    }

    @Nested
    class JdkAndMaven {
        @Test
        void refusesAJdkThatIsTooOld() throws Exception {
            program("jdk-17/bin/java", JDK_17);

            assertRefused(
                    sath(Map.of("JAVA_HOME", machine.resolve("jdk-17").toString()), "up"),
                    "JDK 25 or later, and the newest one here is 17",
                    "jdk-17",
                    "JAVA_HOME");
        }

        @Test
        void findsANewerOneBesideAnOldJavaHome() throws Exception {
            program("jdk-17/bin/java", JDK_17);
            Map<String, String> environment =
                    Map.of(
                            "JAVA_HOME",
                            machine.resolve("jdk-17").toString(),
                            "SATH_JDK_DIRS",
                            "/nowhere:" + machine);

            assertThat(sath(environment, "up", "--port", "18431").code()).isZero();
        }

        @Test
        void refusesAMachineWithoutJava() throws Exception {
            assertRefused(
                    sath(Map.of("JAVA_HOME", ""), "up"), "JDK 25 or later, and there is none here");
        }

        @Test
        void refusesARuntimeWithoutCompiler() throws Exception {
            Files.delete(machine.resolve("jdk-25/bin/javac"));

            assertRefused(sath("up"), "has no compiler");
        }

        @Test
        void refusesAMachineWithoutMaven() throws Exception {
            Files.delete(bin.resolve("mvn"));

            assertRefused(
                    sath("up", "--port", "18431"), "Maven 3.8 or later", "no mvn on the PATH");
            assertRefused(sath("test"), "Maven 3.8 or later", "no mvn on the PATH");
        }

        @Test
        void refusesAMavenThatIsTooOld() throws Exception {
            program("bin/mvn", "#!/bin/bash\necho 'Apache Maven 3.6.3 (cecedd3)'\n");

            assertRefused(sath("up", "--port", "18431"), "Maven 3.8 or later", "is 3.6.3");
        }
    }

    @Test
    void testEndsWithTheCountsOfBothBuildsAloneOnTheLastLine() throws Exception {
        Run test = sath("test");

        assertThat(test.code()).isEqualTo(1);
        assertThat(test.out()).endsWith("\n10 passed, 2 failed, 2 skipped\n");
    }

    @Test
    void helpNamesEveryCommandAndVariableOfTheScript() throws Exception {
        String help = sath("help").out();

        assertThat(help)
                .contains("sath up", "sath test", "sath bench", "sath admin", "list-tenants")
                .contains("create-tenant", "start-bot", "start-all", "stop-all", "dashboard")
                .contains("stop-bot", "ledger --check", "--url", "--port", "SATH_ADMIN_PASSWORD");
        assertThat(
                        java.util.regex.Pattern.compile("\\$\\{([A-Z][A-Z_]+)[:}]")
                                .matcher(Files.readString(SCRIPT))
                                .results()
                                .map(match -> match.group(1))
                                .filter(name -> !name.equals("BASH_SOURCE")))
                .allMatch(help::contains);
    }

    @Test
    void refusesACommandItDoesNotKnow() throws Exception {
        assertRefused(sath("stop"), "no command \"stop\"", "./sath help");
    }

    private record Run(int code, String out, String err) {}

    private static void assertRefused(Run run, String... words) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().strip()).startsWith("sath: ").hasLineCount(1).contains(words);
    }

    private Run sath(String... arguments) throws Exception {
        return sath(Map.of(), arguments);
    }

    private Run sath(Map<String, String> environment, String... arguments) throws Exception {
        return finish(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(clone.resolve("sath").toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(machine.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", machine.resolve("home").toString());
        builder.environment().put("JAVA_HOME", machine.resolve("jdk-25").toString());
        builder.environment().put("SATH_JDK_DIRS", machine.resolve("nowhere").toString());
        builder.environment().put("SATH_DATA_DIR", data.getFileName().toString());
        builder.environment().put("MAVEN_CALLS", calls.toString());
        builder.environment().putAll(environment);
        builder.redirectError(machine.resolve("err").toFile());
        Path out = Files.createTempFile(machine, "out", "");
        Process process = builder.redirectOutput(out.toFile()).start();
        outputs.put(process, out);
        return process;
    }

    private Run finish(Process process) throws Exception {
        process.getOutputStream().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("it ended by itself").isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(Objects.requireNonNull(outputs.get(process))),
                Files.readString(machine.resolve("err")));
    }

    private void program(String path, String text) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path where(String tool) {
        return List.of("/usr/bin", "/bin", "/opt/homebrew/bin", "/usr/local/bin").stream()
                .map(dir -> Path.of(dir, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
