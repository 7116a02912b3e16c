package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.language.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds scenario files: a path is that file; a bare name that is no file here is a bundled scenario. */
final class ScenarioFiles {

    private static final String SUFFIX = ".yaml";

    private ScenarioFiles() {
    }

    /** What was found under a name, or why nothing was. */
    sealed interface Found {

        /** @param name as messages show it */
        record File(String name, byte[] bytes) implements Found {
        }

        /** @param reason one line */
        record Nothing(String reason) implements Found {
        }
    }

    static Found find(String name) {
        Optional<Path> path = pathOf(name);
        if (path.isEmpty()) {
            return new Found.Nothing(name + ": this cannot be the name of a file");
        }
        if (Files.exists(path.get())) {
            return readFile(name, path.get());
        }
        boolean bare = path.get().getNameCount() == 1 && !name.contains("/");
        return bare ? bundledOrNothing(name) : new Found.Nothing(name + ": there is no such file");
    }

    /** The file that the name is, where there is one. */
    static Optional<Path> onDisk(String name) {
        return pathOf(name).filter(Files::isRegularFile);
    }

    private static Optional<Path> pathOf(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Reads no more than tells that a file is too large. */
    private static Found readFile(String name, Path path) {
        if (Files.isDirectory(path)) {
            return new Found.Nothing(name + ": this is a directory; expected a file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new Found.File(name, in.readNBytes(ScenarioReader.MAX_BYTES + 1));
        } catch (AccessDeniedException e) {
            return new Found.Nothing(name + ": this file may not be read");
        } catch (IOException e) {
            return new Found.Nothing(name + ": this file cannot be read: " + e.getMessage());
        }
    }

    private static Found bundledOrNothing(String name) {
        return BundledScenarios.find(name)
                .<Found>map(plain -> new Found.File(plain + SUFFIX, BundledScenarios.bytes(plain)))
                .orElseGet(() -> new Found.Nothing(name + ": there is neither such a file nor such a bundled scenario; "
                        + Suggestion.question(BundledScenarios.plain(name), BundledScenarios.names())
                        + "'magicsock list' shows the bundled ones"));
    }
}
