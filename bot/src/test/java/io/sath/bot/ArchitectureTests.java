package io.sath.bot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.sath.bot");

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.sath.bot.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theKernelKnowsNoAdapter() {
        noClasses()
                .that()
                .resideInAPackage("io.sath.bot.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.sath.bot.venue.*..",
                        "io.sath.bot.ledger..",
                        "io.sath.bot.disk..",
                        "io.sath.bot.run..",
                        "io.sath.bot.backtest..",
                        "org.ta4j..",
                        "java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void theWireKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("io.sath.bot.wire..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.sath.bot.wire..", "io.sath.bot.json..", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void ta4jStopsAtTheStrategies() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sath.bot.strategy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ta4j..")
                .check(CLASSES);
    }

    @Test
    void jacksonStopsAtTheReaders() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sath.bot.json..", "io.sath.bot.market..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CLASSES);
    }

    @Test
    void bouncyCastleStopsAtTheKeys() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.sath.bot.keys..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(CLASSES);
    }
}
