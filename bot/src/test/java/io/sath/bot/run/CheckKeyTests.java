package io.sath.bot.run;

import static io.sath.bot.run.BotProcess.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.check.fake.FakeBinance;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task check-key and the delivered secrets, in the real program. */
class CheckKeyTests {

    private static final String API_KEY = "CANARYapikey7f3a9c1e5b2d4860";
    private static final String SECRET = "CANARYsecret1b7d3f9e5a2c4860";
    private static final String SECRETS =
            "{\"keys\":[{\"ref\":\"other\",\"venue\":\"binance\",\"apiKey\":\"CANARYother\","
                    + "\"apiSecret\":\"CANARYothersecret\"},{\"ref\":\"k1\",\"venue\":\"binance\","
                    + "\"algorithm\":\"hmac\",\"apiKey\":\""
                    + API_KEY
                    + "\",\"apiSecret\":\""
                    + SECRET
                    + "\"}]}\n";

    @TempDir Path directory;

    @Test
    void aGoodKeyIsToldBesideTheTradingRunOfTheSameBot() throws Exception {
        BotHome trading = BotHome.busy(directory.resolve("trading"), "1").write();
        try (FakeBinance binance = FakeBinance.live(Clock.systemUTC()).knows(API_KEY, SECRET);
                BotProcess trader = BotProcess.start(trading)) {
            String ledger = text(trader.await("hello"), "ledger");
            trading.open(ledger, 1);
            trader.await("beat", beat -> !text(beat, "state").equals("waiting"));

            // the data directory of both is the same, and the trading run has locked it
            Json.Obj key;
            try (BotProcess check = check(trading, settings(binance, "k1"), SECRETS)) {
                key = check.await("key");
                assertThat(text(check.await("stopped"), "reason")).isEqualTo("done");
                assertThat(check.exitCode()).isZero();
                assertThat(check.lines().stream().map(line -> text(line, "type")))
                        .startsWith("hello", "settings", "beat")
                        .doesNotContain("log");
            }
            assertThat(text(key, "ref")).isEqualTo("k1");
            assertThat(key.get("ok")).isEqualTo(Json.bool(true));
            assertThat(key.get("trade")).isEqualTo(Json.bool(true));
            assertThat(key.get("withdraw")).isEqualTo(Json.bool(false));
            assertThat(key.get("ipRestricted")).isEqualTo(Json.bool(true));
            assertThat(trader.terminate()).isZero();
        }
        assertNoCanaryBelow(directory);
    }

    @Test
    void aKeyThatIsNotKnownOrNotDeliveredIsToldAndTheRunEndsWell() throws Exception {
        BotHome home = new BotHome(directory);
        try (FakeBinance binance = FakeBinance.live(Clock.systemUTC())) {
            try (BotProcess check = check(home, settings(binance, "k1"), SECRETS)) {
                Json.Obj key = check.await("key");
                assertThat(key.get("ok")).isEqualTo(Json.bool(false));
                assertThat(text(key, "code")).isEqualTo("refused");
                assertThat(text(key, "detail")).isEqualTo("binance.unknown");
                assertThat(check.exitCode()).isZero();
                assertThat(check.lines().toString()).doesNotContain("CANARY");
            }
            try (BotProcess check = check(home, settings(binance, "gone"), SECRETS)) {
                assertThat(text(check.await("key"), "code")).isEqualTo("missing");
                assertThat(check.exitCode()).isZero();
            }
            assertThat(binance.requests().toString()).doesNotContain(SECRET);
        }
        assertNoCanaryBelow(directory);
    }

    @Test
    void secretsThatAreNoneStopTheRun() throws Exception {
        BotHome home = new BotHome(directory);
        try (FakeBinance binance = FakeBinance.live(Clock.systemUTC());
                BotProcess check = check(home, settings(binance, "k1"), "{\"keys\":[CANARY]}\n")) {
            assertThat(text(check.await("stopped"), "reason")).isEqualTo("secrets");
            assertThat(check.terminate()).isEqualTo(65);
            assertThat(check.lines().toString()).doesNotContain("CANARY");
        }
    }

    @Test
    void aTradingRunKeepsNoTraceOfWhatWasDelivered() throws Exception {
        BotHome home = BotHome.busy(directory.resolve("home"), "1").write();
        try (BotProcess trader =
                BotProcess.start(
                        home, List.of("run", "--dir", home.directory().toString()), SECRETS)) {
            home.open(text(trader.await("hello"), "ledger"), 1);
            trader.await("beat", beat -> !text(beat, "state").equals("waiting"));
            String process = "/proc/" + trader.pid();
            assertThat(Files.readString(Path.of(process, "environ"))).doesNotContain("CANARY");
            assertThat(Files.readString(Path.of(process, "cmdline"))).doesNotContain("CANARY");
            Path heap = directory.resolve("heap.hprof");
            Process jcmd =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                            .toString(),
                                    Long.toString(trader.pid()),
                                    "GC.heap_dump",
                                    heap.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(jcmd.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heap).describedAs(said).exists();
            assertThat(holds(heap, "ema-cross")).isTrue();
            assertThat(holds(heap, "CANARY")).isFalse();
            Files.delete(heap);
            assertThat(trader.terminate()).isZero();
            assertThat(trader.lines().toString()).doesNotContain("CANARY");
        }
        assertNoCanaryBelow(directory);
    }

    private static BotProcess check(BotHome home, Json.Obj settings, String secrets)
            throws IOException {
        Path file = home.directory().resolve("check.json");
        Files.write(file, JsonText.write(settings));
        return BotProcess.start(home, file, secrets);
    }

    private static Json.Obj settings(FakeBinance binance, String ref) {
        return Json.object()
                .put("wire", 1)
                .put("rev", 7)
                .put("task", "check-key")
                .put("bot", "0k3v9m2xw1q7a")
                .put("check", Json.object().put("ref", ref).build())
                .put("bases", Json.object().put("binance", binance.base().toString()).build())
                .build();
    }

    private static void assertNoCanaryBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(holds(file, "CANARY")).describedAs("%s", file).isFalse();
            }
        }
    }

    private static boolean holds(Path file, String ascii) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(ascii);
    }
}
