package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Output.Line;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDecoderTests {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Path GOLDEN = Path.of("bot/wire/golden/out");
    private static final String RUN = "01993f30-0a1b-7c2d-8e3f-405162738495";

    static Stream<Path> golden() throws IOException {
        return Files.list(GOLDEN).filter(file -> file.toString().endsWith(".json")).sorted();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyGoldenLineIsARecordOfItsType(Path file) throws IOException {
        String line = Files.readString(file).strip();
        BotRecord record = decode(line);
        assertThat(record)
                .as(line.substring(0, Math.min(200, line.length())))
                .isInstanceOf(BotRecord.Spoken.class);
        String type = line.replaceAll("(?s)^\\{\"type\":\"([a-z]+)\".*", "$1");
        assertThat(record.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(type.equals("settings") ? "settingsseen" : type);
        assertThat(((BotRecord.Spoken) record).run()).isEqualTo(UUID.fromString(RUN));
    }

    @Test
    void thereAreGoldenLinesOfEveryType() throws IOException {
        assertThat(golden().count()).isGreaterThanOrEqualTo(15);
    }

    @Test
    void aFillKeepsEveryFigureExactly() throws IOException {
        BotRecord.Fill fill =
                (BotRecord.Fill) decode(Files.readString(GOLDEN.resolve("fill-exit.json")).strip());
        assertThat(fill.quantity()).isEqualTo(new BigDecimal("0.0012"));
        assertThat(fill.price()).isEqualTo(new BigDecimal("81794.8"));
        assertThat(fill.fee()).isEqualTo(new BigDecimal("0.0981"));
        assertThat(fill.pnl()).isEqualTo(new BigDecimal("-1.733"));
        assertThat(fill.side()).isEqualTo(BotRecord.Side.SELL);
        assertThat(fill.effect()).isEqualTo(BotRecord.Effect.EXIT);
        assertThat(fill.ledgerSeq()).isEqualTo(4714);
        assertThat(fill.at()).isEqualTo("2026-11-23T02:10:00Z");
        assertThat(fill.ts()).isEqualTo("2026-11-22T11:55:45.190Z");
    }

    @Test
    void aHelloOfARunWithoutSettingsKnowsNoVenue() throws IOException {
        BotRecord.Hello hello =
                (BotRecord.Hello)
                        decode(
                                Files.readString(GOLDEN.resolve("hello-without-settings.json"))
                                        .strip());
        assertThat(hello.venue()).isNull();
        assertThat(hello.ledger()).isNull();
    }

    @Test
    void aDecisionKeepsItsReasonsWithTheirNumbers() throws IOException {
        BotRecord.Decision decision =
                (BotRecord.Decision)
                        decode(Files.readString(GOLDEN.resolve("decision-hold.json")).strip());
        assertThat(decision.why())
                .containsExactly(
                        new BotRecord.Reason(
                                "no-cross", Map.of("fast", "81790.1", "slow", "81802.7")));
        assertThat(decision.votes()).isEqualTo("[]");
    }

    @Test
    void unknownFieldsAreIgnoredAndUnknownTypesAreSaid() {
        assertThat(decode(log("\"msg\":\"hi\",\"colour\":\"red\"")))
                .isInstanceOf(BotRecord.Log.class);
        assertThat(
                        decode(
                                "{\"type\":\"dance\",\"run\":\""
                                        + RUN
                                        + "\",\"seq\":1,\"ts\":\"2026-11-22T11:55:45.190Z\"}"))
                .isInstanceOfSatisfying(
                        BotRecord.Unknown.class,
                        unknown -> assertThat(unknown.problem()).isEqualTo("unknown type dance"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "NaN",
                "{",
                "{}",
                "{\"type\":\"log\"}",
                "{\"type\":\"log\",\"type\":\"log\"}",
                "{\"type\":\"beat\",\"run\":\"x\",\"seq\":1,\"ts\":\"2026-11-22T11:55:45.190Z\"}",
                "{\"type\":\"log\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":0,\"ts\":\"2026-11-22T11:55:45.190Z\",\"level\":\"info\",\"msg\":\"m\"}",
                "{\"type\":\"log\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":1e9,\"ts\":\"2026-11-22T11:55:45.190Z\",\"level\":\"info\",\"msg\":\"m\"}",
                "{\"type\":\"log\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":99999999999999999999,\"ts\":\"2026-11-22T11:55:45.190Z\",\"level\":\"info\",\"msg\":\"m\"}",
                "{\"type\":\"log\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":1,\"ts\":\"+999999999-12-31T23:59:59Z\",\"level\":\"info\",\"msg\":\"m\"}",
                "{\"type\":\"log\",\"run\":\"01993f30-0a1b-7c2d-8e3f-405162738495\",\"seq\":1,\"ts\":\"2026-11-22T11:55:45.190Z\",\"level\":\"info\",\"msg\":\"m\"} more",
                "Exception in thread \"main\" java.lang.OutOfMemoryError"
            })
    void whatIsNoRecordIsToldAsSuch(String line) {
        assertThat(decode(line)).isInstanceOf(BotRecord.Unknown.class);
    }

    @Test
    void moneyThatIsNoPlainDecimalIsRefused() throws IOException {
        String fill = Files.readString(GOLDEN.resolve("fill-exit.json")).strip();
        for (String bad :
                List.of(
                        "1e5",
                        "NaN",
                        "Infinity",
                        "1,5",
                        "",
                        "1234567890123456789",
                        "0.1234567890123456789")) {
            assertThat(decode(fill.replace("\"81794.8\"", "\"" + bad + "\"")))
                    .as(bad)
                    .isInstanceOf(BotRecord.Unknown.class);
        }
        assertThat(decode(fill.replace("\"81794.8\"", "81794.8")))
                .isInstanceOf(BotRecord.Unknown.class);
    }

    @Test
    void aLineThatWasTooLongIsNoRecord() {
        assertThat(
                        RecordDecoder.decode(
                                new Line(Output.Stream.STDOUT, "x".repeat(16_384), true), NOW))
                .isInstanceOfSatisfying(
                        BotRecord.Unknown.class,
                        unknown -> assertThat(unknown.text()).hasSizeLessThan(2_100));
    }

    @Test
    void deepNestingIsNoRecordAndNoFault() {
        assertThat(decode("{\"type\":" + "[".repeat(8_000) + "]".repeat(8_000) + "}"))
                .isInstanceOf(BotRecord.Unknown.class);
    }

    @Test
    void errorOutputBecomesErrorLines() {
        assertThat(
                        RecordDecoder.decode(
                                new Line(Output.Stream.STDERR, "Killed \u0000 here", false), NOW))
                .isEqualTo(new BotRecord.StderrLine(NOW, "Killed \uFFFD here"));
    }

    @Test
    void secretsAreTakenOutOfEveryFreeText() {
        String secret = "Zq8kLmN3pR5tV7xY9bD1fG4hJ6wS2eA0Zq8kLmN3pR5tV7xY9bD1fG4hJ6wS2eA0";
        for (String text :
                List.of(
                        "request failed: apiSecret=" + secret,
                        "headers {X-MBX-APIKEY: " + secret + "}",
                        "{\\\"token\\\": \\\"abcdefgh12345\\\"}",
                        "Authorization: Bearer abcdefgh12345",
                        "openai sk-abcdefgh12345abcdefgh12345",
                        "url https://api.example.com/v3/order?symbol=BTCUSDT&signature=abcdefgh12345",
                        "jwt eyJhbGciOiJI.abcdefgh12345xyz.sig")) {
            BotRecord.Log log = (BotRecord.Log) decode(log("\"msg\":\"" + text + "\""));
            assertThat(log.message())
                    .doesNotContain(secret)
                    .doesNotContain("abcdefgh12345")
                    .contains("•••");
        }
        BotRecord.Log plain =
                (BotRecord.Log)
                        decode(log("\"msg\":\"bought 0.0012 BTCUSD at 81794.8, token of BTC\""));
        assertThat(plain.message()).isEqualTo("bought 0.0012 BTCUSD at 81794.8, token of BTC");
    }

    @Test
    void whatNoDatabaseCanHoldIsReplaced() {
        BotRecord.Log log = (BotRecord.Log) decode(log("\"msg\":\"a\\u0000b\\ud800c😀\""));
        assertThat(log.message()).isEqualTo("a\uFFFDb\uFFFDc😀");
    }

    @Test
    void nothingThatABotCouldSayThrows() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> lines =
                golden().map(RecordDecoderTests::read)
                        .filter(line -> line.length() < 2_000)
                        .toList();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            for (int changes = random.nextInt(6); changes >= 0; changes--) {
                mutate(line, random);
            }
            BotRecord record = decode(line.toString());
            assertThat(record).as("seed %d: %s", seed, line).isNotNull();
            assertThat(record.toString()).as("seed %d", seed).doesNotContain("\u0000");
        }
    }

    private static void mutate(StringBuilder line, Random random) {
        String[] pieces = {
            "\u0000",
            "\"",
            "{",
            "}",
            "null",
            "-1",
            "1e308",
            "\\u0000",
            "\ud800",
            "NaN",
            ",",
            "[",
            "9".repeat(50),
            "true",
            "\\",
            "\t"
        };
        int at = random.nextInt(line.length() + 1);
        switch (random.nextInt(4)) {
            case 0 -> line.insert(at, pieces[random.nextInt(pieces.length)]);
            case 1 -> line.setLength(at);
            case 2 -> line.delete(at, Math.min(line.length(), at + random.nextInt(20)));
            default -> {
                if (at < line.length()) {
                    line.setCharAt(at, (char) random.nextInt(0x10000));
                }
            }
        }
        if (line.isEmpty()) {
            line.append('{');
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String log(String fields) {
        return "{\"type\":\"log\",\"run\":\""
                + RUN
                + "\",\"seq\":1,\"ts\":\"2026-11-22T11:55:45.190Z\",\"level\":\"info\",\"code\":\"c\","
                + fields
                + "}";
    }

    private static BotRecord decode(String line) {
        return RecordDecoder.decode(new Line(Output.Stream.STDOUT, line, false), NOW);
    }
}
