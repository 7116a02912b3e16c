package dev.magicsock.quicsim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/woven/"))
            .importPackages("dev.magicsock.quicsim");

    @Test
    void theSimulatedPlatformKnowsNeitherNetworksNorQuic() {
        noClasses().that().resideInAnyPackage("..kernel", "..schedule", "..concurrent")
                .should().dependOnClassesThat().resideInAnyPackage("dev.magicsock.netsim..", "dev.magicsock.quic..",
                        "tech.kwik..", "..host", "..lab", "..app", "..process", "..weave")
                .check(OURS);
    }

    @Test
    void onlyTheApplicationThatIsWovenUsesQuic() {
        noClasses().that().resideOutsideOfPackage("dev.magicsock.quicsim.app")
                .should().dependOnClassesThat().resideInAnyPackage("dev.magicsock.quic..", "tech.kwik..")
                .check(OURS);
    }

    @Test
    void theBorderBelongsToNeitherSide() {
        noClasses().that().resideInAPackage("..process")
                .should().dependOnClassesThat().resideInAnyPackage("..kernel", "..concurrent", "..host", "..app")
                .check(OURS);
    }

    @Test
    void onlyTheWatchdogKnowsRealTime() {
        noClasses().that().haveSimpleNameNotEndingWith("Watchdog")
                .and().haveSimpleNameNotEndingWith("Watched")
                .and().resideOutsideOfPackage("dev.magicsock.quicsim.app")
                .should().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(OURS);
    }
}
