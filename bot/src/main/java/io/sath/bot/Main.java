package io.sath.bot;

import io.sath.bot.backtest.BacktestCommand;
import io.sath.bot.backtest.BenchCommand;
import io.sath.bot.catalogue.Catalogue;
import io.sath.bot.disk.FileDisk;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import io.sath.bot.market.MarketSets;
import io.sath.bot.run.Environment;
import io.sath.bot.run.LedgerPrinter;
import io.sath.bot.run.Run;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The program's entry: names the command and runs it. */
public final class Main {

    private static final int USAGE = 2;
    private static final String HELP =
            """
            java -jar bot.jar [run]                                  trade, as SATH_SETTINGS says, in SATH_DATA
            java -jar bot.jar backtest --settings F [--data F] [--from T] [--to T] [--json]
                                                                     run a configuration over recorded data; F of --data
                                                                     is a candle file, a directory of them or a set
            java -jar bot.jar ledger --data DIR                      print the ledger's records
            java -jar bot.jar symbols                                print each market set's symbols, and the strategies
            java -jar bot.jar bench [F...]                           measure a backtest, over each file
            java -jar bot.jar version\
            """;

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        List<String> words = Arrays.asList(args);
        String command = words.isEmpty() ? "run" : words.getFirst();
        List<String> options = words.isEmpty() ? words : words.subList(1, words.size());
        int code =
                switch (command) {
                    case "run" -> run();
                    case "ledger" ->
                            LedgerPrinter.print(option(options, "--data"), System.out, System.err);
                    case "symbols" -> symbols();
                    case "backtest" ->
                            new BacktestCommand(path("SATH_MARKET_DIR"), System.out, System.err)
                                    .run(options);
                    case "bench" -> new BenchCommand(System.out, System.err).run(options);
                    case "version" -> version();
                    default -> {
                        System.err.println(HELP);
                        yield USAGE;
                    }
                };
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }

    /** A JVM answers SIGTERM with 143 unless its hook ends it with a code of its own. */
    private static int run() throws InterruptedException {
        Run run = new Run(environment());
        CountDownLatch over = new CountDownLatch(1);
        int[] code = new int[1];
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            run.terminate();
                            try {
                                over.await(58, TimeUnit.SECONDS);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(code[0]);
                        }));
        code[0] = run.run();
        over.countDown();
        return code[0];
    }

    private static Environment environment() {
        return new Environment(
                path("SATH_SETTINGS"),
                path("SATH_DATA"),
                System.getenv("SATH_SECRETS"),
                // unbuffered: the line of secrets stays in no buffer
                new FileInputStream(FileDescriptor.in),
                new MarketSets(path("SATH_MARKET_DIR")),
                new FileDisk(),
                Clock.systemUTC(),
                versionName());
    }

    private static @Nullable Path path(String variable) {
        String value = System.getenv(variable);
        return value == null || value.isBlank() ? null : Path.of(value);
    }

    private static @Nullable String option(List<String> options, String name) {
        int at = options.indexOf(name);
        return at >= 0 && at + 1 < options.size() ? options.get(at + 1) : null;
    }

    private static int symbols() {
        Json.Obj catalogue = Catalogue.of(new MarketSets(path("SATH_MARKET_DIR")));
        System.out.println(new String(JsonText.write(catalogue), StandardCharsets.UTF_8));
        return 0;
    }

    private static int version() {
        System.out.println(versionName());
        return 0;
    }

    private static String versionName() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
