package dev.magicsock.quicsim.weave;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds class files and what lies beside them on a class path. */
final class ClassPath {

    private static final String CLASS = ".class";

    private final List<Path> entries;

    ClassPath(String classPath) {
        entries = Stream.of(classPath.split(File.pathSeparator)).filter(entry -> !entry.isEmpty()).map(Path::of)
                .toList();
    }

    /** Classes by their names with dots, sorted; where two have the same name the first counts, as for the JVM. */
    Map<String, byte[]> classes(Predicate<String> wanted) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        visit((path, bytes) -> {
            if (path.endsWith(CLASS)) {
                String name = path.substring(0, path.length() - CLASS.length()).replace('/', '.');
                if (wanted.test(name)) {
                    found.putIfAbsent(name, bytes.read());
                }
            }
        });
        return found;
    }

    /** Everything else by its path, for packages that are wanted. */
    Map<String, byte[]> resources(Predicate<String> wanted) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        visit((path, bytes) -> {
            if (!path.endsWith(CLASS) && wanted.test(path.replace('/', '.'))) {
                found.putIfAbsent(path, bytes.read());
            }
        });
        return found;
    }

    private interface Content {
        byte[] read() throws IOException;
    }

    private interface Visitor {
        void visit(String path, Content content) throws IOException;
    }

    private void visit(Visitor visitor) throws IOException {
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                visitDirectory(entry, visitor);
            } else if (Files.isRegularFile(entry)) {
                visitJar(entry, visitor);
            }
        }
    }

    private static void visitDirectory(Path root, Visitor visitor) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
        }
        for (Path file : files) {
            visitor.visit(root.relativize(file).toString().replace(File.separatorChar, '/'),
                    () -> Files.readAllBytes(file));
        }
    }

    private static void visitJar(Path file, Visitor visitor) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements();) {
                JarEntry entry = all.nextElement();
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    visitor.visit(entry.getName(), () -> {
                        try (InputStream in = jar.getInputStream(entry)) {
                            return in.readAllBytes();
                        }
                    });
                }
            }
        }
    }
}
