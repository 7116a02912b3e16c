package dev.magicsock.reports;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.magicsock.reports");

    @Test
    void knowsNoOtherModuleOfTheProject() {
        noClasses().should().dependOnClassesThat(resideInAPackage("dev.magicsock..")
                .and(not(resideInAPackage("dev.magicsock.reports..")))).check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.magicsock.reports.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheJsonPackageKnowsTheJsonLibrary() {
        noClasses().that().resideOutsideOfPackage("dev.magicsock.reports.json")
                .should().dependOnClassesThat().resideInAPackage("tools.jackson..").check(classes);
    }

    @Test
    void theRecordDependsOnNothingButTheJdk() {
        noClasses().that().resideInAPackage("dev.magicsock.reports.record").should().dependOnClassesThat(
                not(resideInAnyPackage("java..", "dev.magicsock.reports.record"))).check(classes);
    }

    @Test
    void opensNoFilesSocketsOrThreads() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..", "java.nio.file..",
                "java.nio.channels..", "java.util.concurrent..").check(classes);
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.File").check(classes);
        noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class).check(classes);
    }

    @Test
    void asksNeitherClockNorChanceNorLocale() {
        noClasses().should().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(Instant.class, "now")
                .orShould().callMethod(Locale.class, "getDefault")
                .orShould().callMethod(String.class, "toLowerCase")
                .orShould().callMethod(String.class, "toUpperCase")
                .orShould().callMethod(String.class, "formatted", Object[].class)
                .orShould().callMethod(String.class, "format", String.class, Object[].class)
                .orShould().dependOnClassesThat().areAssignableTo(Random.class)
                .orShould().dependOnClassesThat().areAssignableTo(Clock.class).check(classes);
    }

    @Test
    void hasNoMutableStaticState() {
        fields().that().areStatic().should().beFinal().check(classes);
    }
}
