package dev.magicsock.relaystub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines along which this module is drawn, and what would quietly break determinism. */
class ArchitectureTest {

    private static final String ROOT = "dev.magicsock.relaystub";
    /** Where sockets, threads and clocks are at home; what is pure stays outside. */
    private static final String[] SHELLS = {ROOT + ".net..", ROOT + ".check.."};
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** Imported once: reading the classes takes longer than all rules together. */
    private static final JavaClasses MAIN_CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    // The tree.

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN_CODE);
    }

    @Test
    void onlyTheRelaysVocabularyOfTheMagicSockIsNeeded() {
        classes().that().resideOutsideOfPackages(SHELLS).should().onlyDependOnClassesThat(resideInAnyPackage(
                ROOT + "..", "java..", "dev.magicsock.relay..", "dev.magicsock.stun..", "dev.magicsock.identity..",
                "dev.magicsock.address..", "dev.magicsock.time..")).check(MAIN_CODE);
    }

    @Test
    void nobodyKnowsTheShells() {
        noClasses().that().resideOutsideOfPackages(SHELLS)
                .should().dependOnClassesThat(resideInAnyPackage(SHELLS)).check(MAIN_CODE);
    }

    @Test
    void theServerAndItsCheckKnowNothingOfEachOther() {
        noClasses().that().resideInAPackage(ROOT + ".check..").should().dependOnClassesThat(
                resideInAnyPackage(ROOT + ".net..", ROOT + ".server..", "io.netty..")).check(MAIN_CODE);
        noClasses().that().resideInAPackage(ROOT + ".net..")
                .should().dependOnClassesThat(resideInAPackage(ROOT + ".check..")).check(MAIN_CODE);
    }

    @Test
    void theStunServerAndTheRelayKnowNothingOfEachOther() {
        noClasses().that().resideInAPackage(ROOT + ".stun..")
                .should().dependOnClassesThat(resideInAnyPackage(ROOT + ".server..", ROOT + ".http.."))
                .check(MAIN_CODE);
        noClasses().that().resideInAnyPackage(ROOT + ".server..", ROOT + ".http..")
                .should().dependOnClassesThat(resideInAPackage(ROOT + ".stun..")).check(MAIN_CODE);
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

    // Sockets, threads and clocks.

    @Test
    void noSocketsThreadsOrFiles() {
        pureClasses().dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.nio.channels..",
                "java.nio.file..", "java.lang.foreign..")
                .or(named("java.lang.Thread", "java.lang.ThreadLocal", "java.lang.Runtime", "java.lang.ProcessBuilder",
                        "java.net.Socket", "java.net.ServerSocket", "java.net.DatagramSocket",
                        "java.net.NetworkInterface", "java.util.Timer"))).check(MAIN_CODE);
    }

    @Test
    void noClocks() {
        pureClasses().dependOnClassesThat(named("java.time.Clock", "java.time.InstantSource", "java.util.Date"))
                .check(MAIN_CODE);
        pureClasses().callMethodWhere(callTo("java.lang.System", "nanoTime", "currentTimeMillis")
                .or(callInto("java.time..", "now"))).check(MAIN_CODE);
    }

    @Test
    void noNameIsResolved() {
        noClasses().should().callMethodWhere(callTo("java.net.InetAddress",
                "getByName", "getAllByName", "getLocalHost", "getHostName", "getCanonicalHostName")
                .or(callTo("java.net.InetSocketAddress", "getHostName"))).check(MAIN_CODE);
    }

    // What differs from run to run.

    @Test
    void noAmbientRandomness() {
        pureClasses().dependOnClassesThat(named("java.util.Random", "java.util.SplittableRandom",
                "java.security.SecureRandom", "java.util.random.RandomGeneratorFactory", "java.util.UUID"))
                .check(MAIN_CODE);
        noClasses().should().callMethodWhere(callTo("java.lang.Math", "random")
                .or(callTo("java.util.random.RandomGenerator", "getDefault", "of"))).check(MAIN_CODE);
    }

    @Test
    void noUnorderedCollections() {
        noClasses().should().dependOnClassesThat(named("java.util.HashSet", "java.util.HashMap",
                "java.util.Hashtable", "java.util.WeakHashMap", "java.util.IdentityHashMap")).check(MAIN_CODE);
        noClasses().should().callMethodWhere(callTo("java.util.Set", "of", "copyOf")
                .or(callTo("java.util.Map", "of", "ofEntries", "copyOf"))
                .or(callTo("java.util.stream.Collectors", "toSet", "toMap", "groupingBy"))).check(MAIN_CODE);
    }

    @Test
    void noIdentityHashesAndNoParallelStreams() {
        noClasses().should().callMethodWhere(callTo("java.lang.System", "identityHashCode")
                .or(callTo("java.util.Collection", "parallelStream"))
                .or(callTo("java.util.stream.BaseStream", "parallel"))).check(MAIN_CODE);
    }

    @Test
    void noDefaultLocaleZoneOrEnvironment() {
        noClasses().should().callMethodWhere(callTo("java.util.Locale", "getDefault")
                .or(callInto("java.time..", "systemDefault"))
                .or(callTo("java.lang.System", "getenv", "getProperty"))).check(MAIN_CODE);
        noClasses().should().callMethod(String.class, "format", String.class, Object[].class)
                .orShould().callMethod(String.class, "formatted", Object[].class)
                .orShould().callMethod(String.class, "toLowerCase")
                .orShould().callMethod(String.class, "toUpperCase").check(MAIN_CODE);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(MAIN_CODE);
    }

    private static ClassesShould pureClasses() {
        return noClasses().that().resideOutsideOfPackages(SHELLS).should();
    }

    private static List<Path> packageDirectories() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent).distinct().sorted().toList();
        }
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

    private static DescribedPredicate<JavaCall<?>> callInto(String packageIdentifier, String method) {
        DescribedPredicate<JavaClass> inPackage = resideInAPackage(packageIdentifier);
        return describe("a call to " + method + " in " + packageIdentifier,
                call -> call.getName().equals(method) && inPackage.test(call.getTargetOwner()));
    }
}
