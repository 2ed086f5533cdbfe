package io.sath.bot.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.Main;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BacktestCommandTests {
    private static final String CONFIG =
            """
            {"revision":3,"venue":"replay","mode":"paper","keyId":null,"symbols":["BTCUSD"],"timeframes":["5m"],
             "capital":"1000","currency":"USD","maxPosition":"100","maxTradesPerDay":1000,"pollSeconds":60,
             "strategies":[{"name":"ema-cross","params":{"fast":"9","slow":"21"}}],
             "risk":{"stopLoss":"0.02","takeProfit":"0.04","trailingStop":null,"dailyLoss":null,"maxDrawdown":null,
                     "coolDownLosses":null,"coolDownMinutes":null},
             "ai":null,"replay":{"data":"ta4j","speed":"120"},"stopPolicy":"leave"}
            """;

    @TempDir Path directory;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path settings = Path.of("");

    @BeforeEach
    void writeSettings() throws IOException {
        settings = Files.writeString(directory.resolve("config.json"), CONFIG);
    }

    @Test
    void aConfigurationOfTheRestApiIsReportedToAPerson() {
        assertThat(backtest("--settings", settings.toString())).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("BTCUSD · 5m · ema-cross")
                .containsPattern("2013-11-25 16:45 to 2013-12-01 15:59 UTC · 1,71\\d candles in ")
                .containsPattern("Result +-?[0-9.]+ USD  \\(-?[0-9.]+ %\\)")
                .containsPattern("Trades +\\d+  \\(won \\d+, lost \\d+, open 0, failed 0\\)")
                .containsPattern("Max drawdown +[0-9.]+ %");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void theReportIsOneJsonObjectForAProgram() throws JsonText.Malformed {
        assertThat(
                        backtest(
                                "--settings",
                                settings.toString(),
                                "--from",
                                "2013-11-27",
                                "--to",
                                "2013-11-30T00:00:00Z",
                                "--json"))
                .isZero();

        Json.Obj report = (Json.Obj) JsonText.parse(out.toByteArray());
        assertThat(report.get("currency")).isEqualTo(Json.text("USD"));
        assertThat(report.get("from")).isEqualTo(Json.text("2013-11-27T00:05:14.000Z"));
        assertThat(((Json.Arr) report.get("equityCurve")).items()).hasSizeBetween(250, 500);
    }

    @Test
    void dataMayBeAFileOrADirectory() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            int price = 1000 + (i / 20 % 2 == 0 ? i % 20 : 20 - i % 20);
            rows.append(1743699900000L + i * 300_000L)
                    .append(",%d,%d,%d,%d,1\n".formatted(price, price + 1, price - 1, price));
        }
        Files.writeString(directory.resolve("BTCUSD-5m.csv"), rows);

        assertThat(
                        backtest(
                                "--settings",
                                settings.toString(),
                                "--data",
                                directory.resolve("BTCUSD-5m.csv").toString()))
                .isZero();
        assertThat(backtest("--settings", settings.toString(), "--data", directory.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("198 candles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seetings x | \"--seetings\" is no option of backtest; usage:",
                "--json | backtest needs --settings; usage:",
                "--settings | --settings needs a value; usage:",
                "--settings none.json | The settings file none.json cannot be read: name a file that exists and may be read.",
                "--settings SETTINGS --from yesterday | --from \"yesterday\" is no time: write 2025-04-03 or 2025-04-03T17:00:00Z.",
                "--settings SETTINGS --from 2025-04-03 --to 2025-04-03 | --from 2025-04-03T00:00:00Z is not before --to 2025-04-03T00:00:00Z: choose an earlier --from.",
            })
    void wrongArgumentsAreOneSentence(String arguments, String sentence) {
        assertThat(backtest(arguments.replace("SETTINGS", settings.toString()).split(" ", -1)))
                .isEqualTo(BacktestCommand.SETTINGS);

        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(sentence).hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"capital\":\"1000\" | \"capital\":\"-1\" | config.json: capital: ",
                "\"fast\":\"9\" | \"fast\":\"99\" | config.json: strategies[0].params.fast: must be below slow (21), not 99.",
                "ema-cross | astrology | config.json: strategies[0].name: must be one of ema-cross, mean-reversion, not astrology.",
                "\"revision\":3, | \"revision\":3 | config.json: file: no JSON at line 1",
            })
    void wrongSettingsAreOneSentence(String right, String wrong, String sentence)
            throws IOException {
        Files.writeString(settings, CONFIG.replace(right, wrong));

        assertThat(backtest("--settings", settings.toString())).isEqualTo(BacktestCommand.SETTINGS);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(sentence).hasLineCount(1);
    }

    @Test
    void aBadRowIsNamedByFileAndLine() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("BTCUSD-5m.csv"),
                        "1743699900000,1,2,1,2,1\n1743700200000,1,2,1,x,1\n");

        assertThat(backtest("--settings", settings.toString(), "--data", file.toString()))
                .isEqualTo(BacktestCommand.DATA);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("BTCUSD-5m.csv, line 2: close is \"x\"; it must be a plain number")
                .hasLineCount(1);
    }

    @Test
    void anUnknownSymbolIsNamedWithWhatThereIs() throws IOException {
        Files.writeString(settings, CONFIG.replace("BTCUSD", "NOPEUSD"));

        assertThat(backtest("--settings", settings.toString())).isEqualTo(BacktestCommand.DATA);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "The set ta4j has no NOPEUSD; it has BTCUSD and ETHUSD.");
    }

    @Test
    void aRunWithTheTaskSaysTheReportAndIsDone() throws Exception {
        Path file = directory.resolve("settings.json");
        Files.copy(Path.of("wire/golden/settings/backtest-task.json"), file);

        List<String> lines = new ArrayList<>();
        Process process = program(file, "run");
        process.getOutputStream().write("{}\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", lines).isZero();
        assertThat(lines)
                .first()
                .asString()
                .contains("\"type\":\"hello\"", "\"task\":\"backtest\"");
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line)
                                .contains(
                                        "\"type\":\"report\"",
                                        "\"from\":\"2013-11-27T00:05:14.000Z\"",
                                        "\"equityCurve\":[{")
                                .doesNotContain("\"cut\":true"));
        assertThat(lines)
                .anySatisfy(line ->
                        assertThat(line).contains("\"type\":\"stopped\"", "\"reason\":\"done\""));
    }

    private Process program(Path file, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:+UseSerialGC",
                                "-Xmx48m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SATH_SETTINGS", file.toString());
        builder.environment()
                .put("SATH_DATA", Files.createDirectory(directory.resolve("data")).toString());
        return builder.start();
    }

    private int backtest(String... arguments) {
        return new BacktestCommand(
                        null,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }
}
