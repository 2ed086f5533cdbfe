package io.sath.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed production bundle is made of the frontend sources that are committed with it;
 * {@code docs/frontend.md} says how to make it anew.
 */
class BundleTests {
    private static final Path BUNDLE = Path.of("src/main/bundles/prod.bundle");
    private static final String STALE =
            "%s: rebuild the production bundle as docs/frontend.md says, and commit it";
    private static final JsonNode STATS = stats();

    @Test
    void itHasEverySourceOfTheFrontendAsItIs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("frontend"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".ts"))
                            .filter(file -> !file.startsWith("frontend/generated"))
                            .toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                String name = Path.of("frontend").relativize(source).toString();
                assertThat(STATS.path("frontendHashes").path(name).asString(""))
                        .as(STALE, source)
                        .isEqualTo(sha256(source));
            }
        }
    }

    @Test
    void itHasTheModulesAndPackagesThatOurComponentsName() {
        List<String> imports =
                STATS.path("bundleImports").values().stream().map(JsonNode::asString).toList();
        for (Class<?> component :
                List.of(
                        AppShell.class,
                        PriceChart.class,
                        LogConsole.class,
                        RangeBar.class,
                        LevelHistogram.class)) {
            for (JsModule module : component.getAnnotationsByType(JsModule.class)) {
                assertThat(imports)
                        .as(STALE, component)
                        .contains(module.value().replace("./", "Frontend/"));
            }
            for (NpmPackage used : component.getAnnotationsByType(NpmPackage.class)) {
                assertThat(STATS.path("packageJsonDependencies").path(used.value()).asString(""))
                        .as(STALE, used)
                        .isEqualTo(used.version());
            }
        }
    }

    @Test
    void itIsOfTheVaadinThatThePlatformIsBuiltWith() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/vaadin-core-versions.json")) {
            String version =
                    JsonMapper.shared()
                            .readTree(in)
                            .path("core")
                            .path("grid")
                            .path("jsVersion")
                            .asString();
            assertThat(STATS.path("packageJsonDependencies").path("@vaadin/grid").asString(""))
                    .as(STALE, "the version of Vaadin")
                    .isEqualTo(version);
        }
    }

    private static JsonNode stats() {
        try (ZipFile bundle = new ZipFile(BUNDLE.toFile())) {
            return JsonMapper.shared()
                    .readTree(bundle.getInputStream(bundle.getEntry("config/stats.json")));
        } catch (IOException e) {
            throw new AssertionError(String.format(STALE, BUNDLE), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
