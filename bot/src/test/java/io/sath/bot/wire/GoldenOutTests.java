package io.sath.bot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenOutTests {

    private static final Path WIRE = Path.of("wire");
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @TestFactory
    Stream<DynamicTest> eachLineIsWhatTheGoldenFileHolds() {
        return GoldenOut.lines().entrySet().stream()
                .map(line ->
                        DynamicTest.dynamicTest(
                                line.getKey(),
                                () ->
                                        assertThat(line.getValue())
                                                .isEqualTo(Files.readString(file(line.getKey())))));
    }

    @TestFactory
    Stream<DynamicTest> eachGoldenFileFitsItsSchemaAndTheCap() throws IOException {
        try (Stream<Path> files = Files.list(WIRE.resolve("golden/out"))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(name(file), () -> fits(file)));
        }
    }

    @Test
    void noGoldenFileIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.list(WIRE.resolve("golden/out"))) {
            assertThat(files.map(GoldenOutTests::name).toList())
                    .containsExactlyInAnyOrderElementsOf(GoldenOut.lines().keySet());
        }
    }

    @Test
    void everyTypeOfRecordHasAGoldenFile() throws JsonText.Malformed {
        TreeSet<String> shown = new TreeSet<>();
        for (String line : GoldenOut.lines().values()) {
            shown.add(type(line));
        }
        assertThat(shown).hasSize(Out.class.getPermittedSubclasses().length - 1 + 2);
    }

    @Test
    void aLineWithoutItsSequenceDoesNotFit() throws IOException {
        Schema schema = schema("log");
        assertThat(
                        schema.validate(
                                "{\"type\":\"log\",\"level\":\"info\",\"code\":\"a\",\"msg\":\"b\"}",
                                InputFormat.JSON))
                .isNotEmpty();
    }

    private static void fits(Path file) throws Exception {
        String line = Files.readString(file);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        assertThat(Files.size(file) - 1).isLessThanOrEqualTo(LineWriter.MAX_BYTES);
        assertThat(schema(type(line)).validate(line, InputFormat.JSON)).isEmpty();
    }

    private static Schema schema(String type) throws IOException {
        String name = type.equals("settings") ? "settings-answer" : type;
        return SCHEMAS.getSchema(Files.readString(WIRE.resolve("schema/" + name + ".json")));
    }

    private static String type(String line) throws JsonText.Malformed {
        Map<String, Json> fields =
                ((Json.Obj) JsonText.parse(line.getBytes(StandardCharsets.UTF_8))).fields();
        return ((Json.Text) fields.getOrDefault("type", Json.NULL)).value();
    }

    private static Path file(String name) {
        return WIRE.resolve("golden/out/" + name + ".json");
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }
}
