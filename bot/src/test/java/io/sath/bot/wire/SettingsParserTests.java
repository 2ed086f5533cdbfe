package io.sath.bot.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SettingsParserTests {

    private static final Path GOLDEN = Path.of("wire/golden/settings");

    @TestFactory
    Stream<DynamicTest> validGoldenFilesAreTakenAndFitTheSchema() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(Path.of("wire/schema/settings.json")));
        return files(false)
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.getFileName().toString(),
                                () -> {
                                    assertThat(SettingsParser.parse(Files.readAllBytes(file)))
                                            .isNotInstanceOf(SettingsResult.Refused.class);
                                    assertThat(
                                                    schema.validate(
                                                            Files.readString(file),
                                                            InputFormat.JSON))
                                            .isEmpty();
                                }));
    }

    @TestFactory
    Stream<DynamicTest> invalidGoldenFilesAreRefusedWithTheirProblem() throws IOException {
        Properties problems = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("wire/golden/settings-problems.properties"))) {
            problems.load(reader);
        }
        return files(true)
                .map(file -> {
                    String name = file.getFileName().toString().replace(".json", "");
                    return DynamicTest.dynamicTest(
                            name,
                            () ->
                                    assertThat(problem(Files.readAllBytes(file)))
                                            .isEqualTo(problems.getProperty(name)));
                });
    }

    @Test
    void everyFieldIsRead() throws IOException {
        Settings settings = taken(Files.readAllBytes(GOLDEN.resolve("full.json")));
        assertThat(settings.rev()).isEqualTo(13);
        assertThat(settings.symbols()).containsExactly("BTCUSD", "ETHUSD");
        assertThat(settings.timeframes()).containsExactly("5m", "1h");
        assertThat(settings.capital()).isEqualTo("1000");
        assertThat(settings.strategies().getFirst().params()).containsEntry("slow", "26");
        assertThat(settings.strategies().getLast().params()).isEmpty();
        assertThat(settings.replay())
                .isEqualTo(new Settings.Replay("ta4j", new BigDecimal("0.5"), 60));
        assertThat(settings.paper())
                .isEqualTo(new Settings.Paper(new BigDecimal("0.001"), BigDecimal.ZERO));
        assertThat(settings.risk())
                .isEqualTo(
                        new Settings.Risk(
                                new BigDecimal("0.02"),
                                new BigDecimal("0.04"),
                                null,
                                new BigDecimal("20"),
                                new BigDecimal("0.2"),
                                3,
                                60));
        assertThat(settings.entries())
                .isEqualTo(new Settings.Entries(true, null, Instant.parse("2026-11-25T00:00:00Z")));
        assertThat(settings.quota())
                .isEqualTo(new Settings.Quota(null, YearMonth.of(2026, 11), null, 4711));
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        Settings settings = taken(Files.readAllBytes(GOLDEN.resolve("no-limits.json")));
        assertThat(settings.paper())
                .isEqualTo(new Settings.Paper(new BigDecimal("0.001"), new BigDecimal("0.0001")));
        assertThat(settings.replay().warmup()).isEqualTo(200);
        assertThat(settings.quota()).isNull();
        assertThat(settings.risk().stopLoss()).isNull();
    }

    @Test
    void anOpeningIsRead() throws IOException {
        Settings settings = taken(Files.readAllBytes(GOLDEN.resolve("opening-again.json")));
        Settings.Opening opening = requireNonNull(settings.opening());
        assertThat(opening.epoch()).isEqualTo(4);
        assertThat(opening.positions())
                .containsExactly(
                        new Settings.OpeningPosition(
                                "BTCUSD",
                                "t3-1201",
                                new BigDecimal("0.12"),
                                new BigDecimal("803.11")));
    }

    @Test
    void theCheckOfAKeyNeedsLittle() throws IOException {
        assertThat(check("check-key"))
                .isEqualTo(
                        new CheckSettings(
                                15,
                                "0k3v9m2xw1q7a",
                                "binance",
                                "0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b",
                                Map.of(
                                        "binance",
                                        "https://api.binance.com",
                                        "binance-testnet",
                                        "https://testnet.binance.vision")));
        assertThat(check("check-ai-key").venue()).isNull();
        assertThat(check("check-ai-key").bases()).isNull();
        assertThat(check("check-key-beside-all-else").bases())
                .containsExactly(Map.entry("openai", "http://127.0.0.1:8080/v1"));
    }

    @Test
    void theProblemCarriesTheRevision() {
        byte[] file = "{\"wire\":1,\"rev\":77,\"task\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(((SettingsResult.Refused) SettingsParser.parse(file)).rev()).isEqualTo(77);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThat(problem(new byte[SettingsParser.MAX_BYTES + 1]))
                .isEqualTo("file: 49153 bytes are too many; at most 49152");
    }

    @Test
    void everyPrefixOfAFileIsRefusedWithoutAFault() throws IOException {
        byte[] file = Files.readAllBytes(GOLDEN.resolve("default.json"));
        for (int length = 0; length < file.length - 2; length++) {
            byte[] torn = Arrays.copyOf(file, length);
            assertThat(problem(torn)).startsWith("file: ");
        }
    }

    private static CheckSettings check(String name) throws IOException {
        byte[] file = Files.readAllBytes(GOLDEN.resolve(name + ".json"));
        return ((SettingsResult.Check) SettingsParser.parse(file)).settings();
    }

    private static Settings taken(byte[] file) {
        return ((SettingsResult.Taken) SettingsParser.parse(file)).settings();
    }

    private static String problem(byte[] file) {
        return ((SettingsResult.Refused) SettingsParser.parse(file)).problem();
    }

    private static Stream<Path> files(boolean invalid) throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("invalid-") == invalid)
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
