package dev.magicsock.quicsim.weave;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The step of the build that weaves: reads classes from a class path, writes woven ones to a directory, and fails if
 * the audit finds anything.
 */
public final class WeaveBuild {

    private static final int REFUSED = 1;

    private final Rules rules;
    private final Map<String, byte[]> originals;
    private final Map<String, byte[]> resources;

    private WeaveBuild(Rules rules, Map<String, byte[]> originals, Map<String, byte[]> resources) {
        this.rules = rules;
        this.originals = originals;
        this.resources = resources;
    }

    /**
     * Weaves.
     *
     * @param arguments the directory for woven classes
     */
    public static void main(String[] arguments) throws IOException {
        WeaveBuild build = of(RuleReader.read(RuleReader.standardLines()), System.getProperty("java.class.path"));
        Map<String, byte[]> woven = build.weave();
        List<Finding> findings = build.audit(woven);
        if (!findings.isEmpty()) {
            System.err.println("The rules of weaving.rules do not cover everything that woven code would use:");
            findings.forEach(finding -> System.err.println("  " + finding));
            System.exit(REFUSED);
        }
        build.write(woven, Path.of(arguments[0]));
    }

    /** A build by other rules. */
    static WeaveBuild of(Rules rules, String classPath) throws IOException {
        ClassPath path = new ClassPath(classPath);
        return new WeaveBuild(rules,
                path.classes(name -> !name.startsWith(Weaver.PREFIX) && (rules.weaves(name) || rules.checks(name))),
                path.resources(rules::weaves));
    }

    /** The same build by other rules, which weave and check the same classes. */
    WeaveBuild by(Rules others) {
        return new WeaveBuild(others, originals, resources);
    }

    /** The woven classes. */
    Map<String, byte[]> weave() {
        return new Weaver(rules, originals).weave();
    }

    /** What is wrong with them. */
    List<Finding> audit(Map<String, byte[]> woven) {
        Map<String, byte[]> audited = new LinkedHashMap<>(woven);
        originals.forEach((name, bytes) -> {
            if (!rules.weaves(name)) {
                audited.put(name, bytes);
            }
        });
        return new Audit(rules, audited, WeaveBuild::standIn).findings();
    }

    /** What is wrong with those woven classes alone that mention a class, which is much faster. */
    List<Finding> auditOfUsersOf(String className) {
        byte[] name = className.replace('.', '/').getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> woven = new Weaver(rules, originals).weave(one -> mentions(originals.get(one), name));
        return new Audit(rules, woven, WeaveBuild::standIn).findings();
    }

    private static boolean mentions(byte[] classFile, byte[] text) {
        for (int i = 0; i + text.length <= classFile.length; i++) {
            if (Arrays.equals(classFile, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] standIn(String name) {
        try (var in = WeaveBuild.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private void write(Map<String, byte[]> woven, Path directory) throws IOException {
        deleteAll(directory.resolve(Weaver.PREFIX.replace('.', '/')));
        for (Map.Entry<String, byte[]> one : woven.entrySet()) {
            write(directory.resolve(one.getKey().replace('.', '/') + ".class"), one.getValue());
        }
        // kwik looks for its version beside its classes.
        for (Map.Entry<String, byte[]> one : resources.entrySet()) {
            write(directory.resolve(Weaver.PREFIX.replace('.', '/') + one.getKey()), one.getValue());
        }
    }

    /** What was woven before may not exist any more. */
    private static void deleteAll(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
