package io.sath.platform.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTests {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path FILES = Path.of("src/main/resources/i18n");

    /** Where a key stands in the code: {@code Text.of("…"}, {@code texts.get("…"} and the like. */
    private static final Pattern USE =
            Pattern.compile(
                    "(?:\\bText\\.of|[tT]exts(?:\\.in)?(?:\\([^()]*\\))?\\s*\\.get|\\bgetTranslation"
                            + "|\\btext|\\btr?)\\(\\s*\"([a-z][a-zA-Z0-9-]*(?:\\.[a-zA-Z0-9-]+)+)\"\\s*[,)]");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

    @Test
    void everyFileBelongsToAModuleThatIsLoaded() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(name ->
                            name.matches("[a-z]+_(en|es)\\.properties")
                                    && Texts.MODULES.contains(
                                            name.substring(0, name.indexOf('_'))));
        }
    }

    @Test
    void spanishAndEnglishSayTheSameThings() throws IOException {
        for (String module : Texts.MODULES) {
            assertThat(read(module, "es").keySet())
                    .as("keys of %s", module)
                    .isEqualTo(read(module, "en").keySet());
        }
    }

    @Test
    void everyTextIsSaidInBothLanguages() {
        for (Locale locale : Texts.LOCALES) {
            assertThat(Texts.in(locale).patterns())
                    .as(locale.getLanguage())
                    .isNotEmpty()
                    .allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
        }
    }

    @Test
    void everyPatternParsesAndLosesNoApostrophe() {
        for (Locale locale : Texts.LOCALES) {
            Texts.in(locale)
                    .patterns()
                    .forEach((key, pattern) -> {
                        assertThat(new MessageFormat(pattern, locale)).as(key).isNotNull();
                        assertThat(pattern.replace("''", "").replace("'{'", "").replace("'}'", ""))
                                .as("an apostrophe in %s is written twice", key)
                                .doesNotContain("'");
                    });
        }
    }

    @Test
    void bothLanguagesNameTheSameValues() {
        Map<String, String> english = Texts.in(Locale.ENGLISH).patterns();
        Texts.in(Locale.forLanguageTag("es"))
                .patterns()
                .forEach((key, spanish) ->
                        assertThat(values(spanish))
                                .as(key)
                                .isEqualTo(values(english.getOrDefault(key, ""))));
    }

    @Test
    void everyProblemHasItsTitle() {
        assertThat(Texts.in(Locale.ENGLISH).patterns())
                .containsKeys(
                        Arrays.stream(ProblemCode.values())
                                .map(ProblemCode::titleKey)
                                .toArray(String[]::new));
    }

    @Test
    void theCodeUsesNoUnknownKey() throws IOException {
        Map<String, String> unknown = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                USE.matcher(Files.readString(file))
                        .results()
                        .map(use -> use.group(1))
                        .filter(key -> !Texts.in(Locale.ENGLISH).has(key))
                        .forEach(key -> unknown.put(key, SOURCES.relativize(file).toString()));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Set<String> values(String pattern) {
        return PLACEHOLDER
                .matcher(pattern)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> read(String module, String language) throws IOException {
        Path file = FILES.resolve(module + "_" + language + ".properties");
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        Map<String, String> all = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
        return all;
    }
}
