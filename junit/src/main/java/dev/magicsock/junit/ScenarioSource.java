package dev.magicsock.junit;

import dev.magicsock.scenarios.bundled.BundledScenarios;
import dev.magicsock.scenarios.language.ReadResult;
import dev.magicsock.scenarios.language.ScenarioReader;
import dev.magicsock.scenarios.model.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A scenario that was found.
 *
 * @param name    as the annotation has it
 * @param command what {@code run-scenario} calls it; empty where it is inside a jar
 */
record ScenarioSource(String name, Optional<String> command, Scenario scenario) {

    /**
     * Looks where {@link dev.magicsock.junit.Scenario#value()} says.
     *
     * @throws ExtensionConfigurationException if there is no such scenario, or if it is invalid
     */
    static ScenarioSource find(String name, Class<?> test) {
        URL resource = resource(name, test);
        if (resource != null) {
            return read(name, commandOf(resource), resource);
        }
        Optional<Path> file = file(name);
        if (file.isPresent()) {
            return read(name, Optional.of(name), file.get());
        }
        String plain = BundledScenarios.find(name).orElseThrow(() -> new ExtensionConfigurationException("@Scenario(\""
                + name + "\"): there is no such resource beside " + test.getName() + " or at the root of the class "
                + "path, no such file in " + Path.of("").toAbsolutePath() + ", and no such bundled scenario ("
                + String.join(", ", BundledScenarios.names()) + ")"));
        return parse(name, Optional.of(plain), BundledScenarios.bytes(plain));
    }

    private static URL resource(String name, Class<?> test) {
        URL beside = test.getResource(name);
        URL found = beside != null || name.startsWith("/") ? beside : test.getResource("/" + name);
        return found == null || isDirectory(found) ? null : found;
    }

    /** A class path gives directories too, which are no scenarios. */
    private static boolean isDirectory(URL resource) {
        return resource.getPath().endsWith("/") || fileOf(resource).filter(Files::isDirectory).isPresent();
    }

    private static Optional<Path> file(String name) {
        try {
            return Optional.of(Path.of(name)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The file behind a resource, from the working directory where it is below it: the same text on all machines. */
    private static Optional<String> commandOf(URL resource) {
        Path here = Path.of("").toAbsolutePath();
        return fileOf(resource).map(file -> (file.startsWith(here) ? here.relativize(file) : file).toString());
    }

    /** Empty for what is inside a jar. */
    private static Optional<Path> fileOf(URL resource) {
        try {
            return resource.getProtocol().equals("file") ? Optional.of(Path.of(resource.toURI())) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ScenarioSource read(String name, Optional<String> command, URL resource) {
        try (InputStream in = resource.openStream()) {
            return parse(name, command, in.readNBytes(ScenarioReader.MAX_BYTES + 1));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ScenarioSource read(String name, Optional<String> command, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(name, command, in.readNBytes(ScenarioReader.MAX_BYTES + 1));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ExtensionConfigurationException unreadable(String name, IOException why) {
        return new ExtensionConfigurationException("@Scenario(\"" + name + "\") cannot be read", why);
    }

    private static ScenarioSource parse(String name, Optional<String> command, byte[] bytes) {
        return switch (ScenarioReader.read(bytes)) {
            case ReadResult.Valid valid -> new ScenarioSource(name, command, valid.scenario());
            case ReadResult.Invalid invalid -> throw new ExtensionConfigurationException("@Scenario(\"" + name
                    + "\") is no valid scenario:\n" + invalid.problems().stream()
                    .map(problem -> "  " + problem.describe(name)).collect(Collectors.joining("\n"))
                    + (invalid.further() > 0 ? "\n  and " + invalid.further() + " further problems" : ""));
        };
    }
}
