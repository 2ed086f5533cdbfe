package io.sath.platform.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures what the product promises of speed and memory and prints one table.
 *
 * <p>Arguments: the repository, then {@code --quick} or {@code --minutes N}. It ends with 0 where
 * every goal is met, 1 where one is missed, 2 where it was not understood.
 */
final class Bench {
    private static final int STARTS = 5;
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Path root;
    private final Duration time;
    private final Report report = new Report();

    private Bench(Path root, Duration time) {
        this.root = root;
        this.time = time;
    }

    public static void main(String[] arguments) throws Exception {
        Duration time = time(List.of(arguments).subList(1, arguments.length));
        System.out.println(Machine.description());
        Bench bench = new Bench(Path.of(arguments[0]), time);
        bench.backtest();
        bench.platformAndBot();
        bench.sweep();
        bench.save();
        System.out.println();
        bench.report.print();
        System.exit(bench.report.allMet() ? 0 : 1);
    }

    private static Duration time(List<String> options) {
        if (options.isEmpty()) {
            return Duration.ofMinutes(10);
        }
        if (options.equals(List.of("--quick"))) {
            return Duration.ofMinutes(2);
        }
        if (options.size() == 2
                && options.getFirst().equals("--minutes")
                && options.getLast().matches("[1-9][0-9]{0,3}")) {
            return Duration.ofMinutes(Integer.parseInt(options.getLast()));
        }
        System.err.println("sath: bench takes --quick or --minutes N; ./sath help explains it.");
        System.exit(2);
        return Duration.ZERO;
    }

    private void backtest() throws Exception {
        say("Backtests …");
        for (String line :
                output(java(), "-jar", root.resolve("bot/target/bot.jar").toString(), "bench")) {
            if (line.contains("\"bench\":\"backtest\"")) {
                report.atMost(
                        "backtest of 25,920 candles, warm",
                        100,
                        Double.parseDouble(BenchPlatform.field(line, "medianMs")),
                        " ms",
                        " (best " + BenchPlatform.field(line, "bestMs") + ")");
            }
        }
    }

    private void platformAndBot() throws Exception {
        Path data = Files.createTempDirectory("sath-bench");
        try {
            String password;
            say("First start …");
            try (BenchPlatform platform = new BenchPlatform(root, data)) {
                report.note(
                        "first start to first page, its database made",
                        seconds(platform.toFirstPage()),
                        " s");
                password = platform.password();
            }
            say("Second start …");
            try (BenchPlatform platform = new BenchPlatform(root, data)) {
                report.atMost(
                        "platform's start to first page",
                        8,
                        seconds(platform.toFirstPage()),
                        " s",
                        "");
                platform.logIn(password);
                starts(platform);
                watch(platform);
            }
        } catch (IOException | IllegalStateException e) {
            report.failed("platform and bot", String.valueOf(e.getMessage()));
        } finally {
            delete(data);
        }
    }

    private void starts(BenchPlatform platform) throws Exception {
        say("Starts of a bot …");
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            platform.stopBot();
            taken.add(seconds(platform.startBot()));
        }
        Collections.sort(taken);
        report.atMost(
                "start asked for to first heartbeat, worst of " + STARTS,
                2,
                taken.getLast(),
                " s",
                String.format(Locale.ROOT, " (median %.2f)", taken.get(STARTS / 2)));
    }

    /** A bot's memory and CPU on two symbols at 60 times the speed, then at the market's own. */
    private void watch(BenchPlatform platform) throws Exception {
        platform.put("bot/config", config(platform, "60"));
        Usage fast = usage(platform, "60");
        report.atMost(
                "bot, 2 symbols at 60x, resident after " + time.toMinutes() + " min",
                96,
                fast.residentMb(),
                " MB",
                "");
        report.atMost("bot, 2 symbols at 60x, CPU of a core", 2, fast.cpuPercent(), " %", "");
        platform.put("bot/config", config(platform, "1"));
        Usage slow = usage(platform, "1");
        report.note("bot, 2 symbols at 1x, resident", slow.residentMb(), " MB");
        report.atMost("bot, 2 symbols at 1x, CPU of a core", 0.5, slow.cpuPercent(), " %", "");
    }

    private record Usage(double residentMb, double cpuPercent) {}

    private Usage usage(BenchPlatform platform, String speed) throws Exception {
        say("A bot at " + speed + "x for " + time.toMinutes() + " min …");
        platform.stopBot();
        platform.startBot();
        ProcessHandle bot = platform.bot();
        Thread.sleep(SETTLING);
        Duration before = Machine.cpu(bot);
        long begun = System.nanoTime();
        Thread.sleep(time.minus(SETTLING));
        double cpu = 100 * seconds(Machine.cpu(bot).minus(before));
        return new Usage(
                Machine.residentMb(bot),
                cpu / seconds(Duration.ofNanos(System.nanoTime() - begun)));
    }

    private static String config(BenchPlatform platform, String speed) throws Exception {
        return platform.get("bot/config")
                .replaceFirst("\"symbols\":\\[[^]]*]", "\"symbols\":[\"BTCUSD\",\"ETHUSD\"]")
                .replaceFirst("\"speed\":\"[^\"]*\"", "\"speed\":\"" + speed + "\"");
    }

    private void sweep() throws Exception {
        say("A sweep over 1,000 bots …");
        String line = test("sweep", "SweepModuleTests", "-Dsath.bench.bots=1000");
        if (line.isEmpty()) {
            report.failed("sweep over 1,000 bots", "it printed no figure");
        } else {
            report.atMost("sweep over 1,000 bots", 2_000, number(line, "sweepMs"), " ms", "");
        }
    }

    /** Saves of a key beside a real Vault or OpenBao, where one is on the PATH. */
    private void save() throws Exception {
        String what = "save of a key beside Vault on loopback, p95";
        if (Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of(Path.of(folder, "bao"), Path.of(folder, "vault")))
                .noneMatch(Files::isExecutable)) {
            say("Not measured, for want of bao or vault on the PATH: " + what);
            return;
        }
        say("Saves of keys …");
        String line = test("save", "SealedVaultE2E");
        if (line.isEmpty()) {
            report.failed(what, "it printed no figure");
        } else {
            String median = " (median " + BenchPlatform.field(line, "medianMs") + ")";
            report.atMost(what, 150, number(line, "p95Ms"), " ms", median);
        }
    }

    /** The line that a test prints as this bench; empty where it printed none. */
    private String test(String bench, String test, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                maven(),
                                "-B",
                                "-f",
                                root.resolve("pom.xml").toString(),
                                "test",
                                "-Dtest=" + test,
                                "-Dsurefire.failIfNoSpecifiedTests=true"));
        command.addAll(List.of(options));
        return output(command.toArray(String[]::new)).stream()
                .filter(line -> line.contains("\"bench\":\"" + bench + "\""))
                .map(line -> line.substring(line.indexOf('{')))
                .findFirst()
                .orElse("");
    }

    private static double number(String line, String field) {
        return Double.parseDouble(BenchPlatform.field(line, field));
    }

    private static List<String> output(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        process.waitFor();
        return lines;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String maven() {
        String home = System.getenv("MAVEN_HOME");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void say(String what) {
        System.out.println(what);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
