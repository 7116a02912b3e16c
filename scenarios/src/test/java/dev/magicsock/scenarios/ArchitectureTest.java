package dev.magicsock.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                ROOT + ".model..", "dev.magicsock.netsim.address..", "dev.magicsock.netsim.nat..",
                "dev.magicsock.punch..", "java.lang..", "java.util..", "java.time..")).check(MAIN_CODE);
    }

    @Test
    void theLanguageKnowsTheModelAndTheNamesOfPresetsAlone() {
        classes().that().resideInAPackage(ROOT + ".language..").should().onlyDependOnClassesThat(resideInAnyPackage(
                ROOT + ".language..", ROOT + ".model..", "dev.magicsock.netsim.address..", "dev.magicsock.netsim.nat..",
                "dev.magicsock.punch..", "dev.magicsock.netsim.link..", "java..", "tools.jackson..", "org.snakeyaml..",
                "com.networknt.."))
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
                        .or(describe("System streams, threads and clocks",
                                each -> List.of("java.lang.Thread", "java.time.Clock",
                                "java.lang.Runtime", "java.io.FileInputStream", "java.net.Socket",
                                "java.net.DatagramSocket")
                                .contains(each.getName())))).check(MAIN_CODE);
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis").orShould().accessField(System.class, "out")
                .orShould().accessField(System.class, "err").check(MAIN_CODE);
    }

    @Test
    void onlyTheCommandLineReadsAndWritesAndEndsTheProcess() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().dependOnClassesThat(named("java.io.File",
                "java.io.FileReader", "java.io.FileWriter", "java.io.FileOutputStream", "java.io.RandomAccessFile",
                "java.io.Console", "java.lang.Process", "java.lang.ProcessBuilder", "java.util.Timer",
                "java.net.NetworkInterface", "java.net.ServerSocket")).check(MAIN_CODE);
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should().callMethod(System.class, "exit", int.class)
                .orShould().accessField(System.class, "in").check(MAIN_CODE);
        noClasses().that().resideOutsideOfPackage(ROOT + ".cli..").should()
                .callMethodWhere(callTo("java.lang.System", "nanoTime", "currentTimeMillis", "getenv", "getProperty")
                        .or(callTo("java.time.Instant", "now")).or(callTo("java.lang.Throwable", "printStackTrace")))
                .check(MAIN_CODE);
    }

    @Test
    void applicationsKnowNothingOfPathsAndVerdicts() {
        noClasses().that().resideInAPackage(ROOT + ".traffic..").should().dependOnClassesThat(resideInAnyPackage(
                ROOT + ".host..", ROOT + ".verify..", ROOT + ".record..", ROOT + ".run..", ROOT + ".model..",
                "dev.magicsock.netsim..", "dev.magicsock.core..", "dev.magicsock.path..")).check(MAIN_CODE);
    }

    @Test
    void verdictsComeFromHistoriesAlone() {
        classes().that().resideInAPackage(ROOT + ".verify..").should().onlyDependOnClassesThat(resideInAnyPackage(
                ROOT + ".verify..", ROOT + ".model..", ROOT + ".traffic..", "dev.magicsock.reports.record..",
                "java.lang..",
                "java.util..", "java.time..", "java.math..")).check(MAIN_CODE);
    }

    @Test
    void whatRunsOnHostsKnowsNeitherScriptNorVerdict() {
        noClasses().that().resideInAPackage(ROOT + ".host..").should().dependOnClassesThat(resideInAnyPackage(
                ROOT + ".model..", ROOT + ".verify..", ROOT + ".record..", ROOT + ".run..",
                "dev.magicsock.netsim.topology..", "dev.magicsock.netsim.fault..")).check(MAIN_CODE);
    }

    @Test
    void whoWatchesARunDoesNotDriveIt() {
        noClasses().that().resideInAPackage(ROOT + ".record..").should().dependOnClassesThat(resideInAnyPackage(
                ROOT + ".run..", "dev.magicsock.netsim.topology..", "dev.magicsock.netsim.fault..",
                "dev.magicsock.netsim.host..")).check(MAIN_CODE);
    }

    // What differs from run to run.

    @Test
    void noAmbientRandomness() {
        noClasses().that(takePartInARun()).should().dependOnClassesThat(named("java.util.Random",
                "java.util.SplittableRandom", "java.security.SecureRandom", "java.util.random.RandomGeneratorFactory",
                "java.util.UUID")).check(MAIN_CODE);
        noClasses().that(takePartInARun()).should().callMethodWhere(callTo("java.lang.Math", "random")
                .or(callTo("java.util.random.RandomGenerator", "getDefault", "of"))).check(MAIN_CODE);
    }

    @Test
    void noUnorderedCollections() {
        noClasses().that(takePartInARun()).should().dependOnClassesThat(named("java.util.HashSet", "java.util.HashMap",
                "java.util.Hashtable", "java.util.WeakHashMap", "java.util.IdentityHashMap")).check(MAIN_CODE);
        noClasses().that(takePartInARun()).should().callMethodWhere(callTo("java.util.Set", "of", "copyOf")
                .or(callTo("java.util.Map", "ofEntries", "copyOf"))
                .or(callTo("java.util.stream.Collectors", "toSet", "toMap", "groupingBy"))
                .or(callTo("java.lang.System", "identityHashCode"))
                .or(callTo("java.util.Collection", "parallelStream"))
                .or(callTo("java.util.stream.BaseStream", "parallel"))).check(MAIN_CODE);
    }

    @Test
    void noDefaultLocaleOrZone() {
        noClasses().should().callMethodWhere(callTo("java.time.ZoneId", "systemDefault")).check(MAIN_CODE);
        noClasses().should().callMethod(String.class, "format", String.class, Object[].class)
                .orShould().callMethod(String.class, "formatted", Object[].class)
                .orShould().callMethod(String.class, "toLowerCase")
                .orShould().callMethod(String.class, "toUpperCase")
                .orShould().callMethod(String.class, "getBytes").check(MAIN_CODE);
    }

    @Test
    void noNameIsResolved() {
        noClasses().should().callMethodWhere(callTo("java.net.InetAddress", "getByName", "getAllByName", "getLocalHost",
                "getHostName", "getCanonicalHostName").or(callTo("java.net.InetSocketAddress", "getHostName")))
                .check(MAIN_CODE);
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

    /** All but what reads files and talks to people. */
    private static DescribedPredicate<JavaClass> takePartInARun() {
        return resideInAnyPackage(ROOT + ".run..", ROOT + ".record..", ROOT + ".host..", ROOT + ".verify..",
                ROOT + ".traffic..");
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        List<String> wanted = Arrays.asList(names);
        return describe("are one of " + wanted, type -> wanted.contains(type.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> callTo(String owner, String... methods) {
        List<String> wanted = Arrays.asList(methods);
        return describe("a call to " + owner + " " + wanted,
                call -> wanted.contains(call.getName()) && call.getTargetOwner().isAssignableTo(owner));
    }

    private static List<Path> packageDirectories() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct().sorted()
                    .toList();
        }
    }
}
