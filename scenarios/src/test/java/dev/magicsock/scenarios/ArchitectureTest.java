package dev.magicsock.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines along which this module is drawn. */
class ArchitectureTest {

    private static final String ROOT = "dev.magicsock.scenarios";
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final JavaClasses MAIN_CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN_CODE);
    }

    @Test
    void theModelKnowsNeitherTheLanguageNorTheRunner() {
        classes().that().resideInAPackage(ROOT + ".model..").should().onlyDependOnClassesThat(resideInAnyPackage(
                ROOT + ".model..", "dev.magicsock.netsim.address..", "dev.magicsock.netsim.nat..", "java.lang..",
                "java.util..", "java.time..")).check(MAIN_CODE);
    }

    @Test
    void theLanguageKnowsTheModelAndTheNamesOfPresetsAlone() {
        classes().that().resideInAPackage(ROOT + ".language..").should().onlyDependOnClassesThat(resideInAnyPackage(
                ROOT + ".language..", ROOT + ".model..", "dev.magicsock.netsim.address..", "dev.magicsock.netsim.nat..",
                "dev.magicsock.netsim.link..", "java..", "tools.jackson..", "org.snakeyaml..", "com.networknt.."))
                .check(MAIN_CODE);
    }

    @Test
    void yamlAndSchemasAreTheLanguagesAffair() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".language..").should().dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "org.snakeyaml..", "com.networknt..").check(MAIN_CODE);
    }

    @Test
    void nobodyKnowsTheCommandLine() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".cli..", "picocli..").check(MAIN_CODE);
    }

    @Test
    void onlyTheCommandLineTouchesFilesClocksAndTheProcess() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().dependOnClassesThat(
                resideInAnyPackage("java.nio.file..", "java.util.concurrent..", "java.nio.channels..")
                        .or(describe("System streams, threads and clocks", each -> List.of("java.lang.Thread", "java.time.Clock",
                                "java.lang.Runtime", "java.io.FileInputStream", "java.net.Socket", "java.net.DatagramSocket")
                                .contains(each.getName())))).check(MAIN_CODE);
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().accessField(System.class, "out")
                .orShould().accessField(System.class, "err").check(MAIN_CODE);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().and().doNotHaveModifier(JavaModifier.SYNTHETIC).should().beFinal().check(MAIN_CODE);
    }

    @Test
    void everyPackageSaysWhatItOwnsAboveItsPackageLine() throws IOException {
        List<Path> packages = packageDirectories();
        assertFalse(packages.isEmpty(), "no sources in " + SOURCES.toAbsolutePath());
        for (Path directory : packages) {
            Path file = directory.resolve("package-info.java");
            String text = Files.exists(file) ? Files.readString(file) : "";
            assertEquals("/**", text.lines().findFirst().orElse("no file"), file.toString());
        }
    }

    private static List<Path> packageDirectories() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct().sorted().toList();
        }
    }
}
