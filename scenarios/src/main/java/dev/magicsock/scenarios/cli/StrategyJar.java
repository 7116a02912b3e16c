package dev.magicsock.scenarios.cli;

import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.punch.PunchStrategyProvider;
import dev.magicsock.punch.Strategies;
import dev.magicsock.reports.text.ShellWord;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The option by which strategies of one's own come from a jar.
 *
 * <p>What the jar contains runs with all rights of this process. What is wrong with it is told as wrong usage, whatever
 * it is; only code that never returns cannot be helped.
 */
final class StrategyJar {

    /** More than any study compares; a provider that makes up names without end is a mistake. */
    private static final int STRATEGIES_MAX = 100;

    @Option(names = "--strategy-jar", paramLabel = "FILE", description = "a jar with strategies of your own, whose "
            + "names begin with " + Strategies.OWN_PREFIX + " (docs/STRATEGIES.md)")
    private Path jar;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Strategies loaded;

    /**
     * The strategies that there are: built in, and those of the jar.
     *
     * @throws ParameterException if the jar is not what it should be
     */
    Strategies strategies() {
        if (loaded == null) {
            loaded = jar == null ? Strategies.BUILT_IN : load();
        }
        return loaded;
    }

    /** What a command line needs to name the same jar; empty without one. */
    String replayWords() {
        return jar == null ? "" : " --strategy-jar " + ShellWord.quoted(jar.toString());
    }

    /** The same as arguments of a process. */
    List<String> arguments() {
        return jar == null ? List.of() : List.of("--strategy-jar", jar.toAbsolutePath().toString());
    }

    /** The jar's bytes; none without one. */
    byte[] bytes() {
        try {
            return jar == null ? new byte[0] : Files.readAllBytes(jar);
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e);
        }
    }

    private Strategies load() {
        requireZip();
        try {
            URL[] urls = {jar.toUri().toURL()};
            // It stays open as long as the process: strategies may load more of their classes at any time.
            return Strategies.BUILT_IN.with(provided(new URLClassLoader(urls, PunchStrategy.class.getClassLoader())));
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        } catch (ServiceConfigurationError | LinkageError | StackOverflowError e) {
            throw wrong(GuardedStrategy.causes(e));
        } catch (RuntimeException e) {
            throw wrong(e instanceof IllegalArgumentException ? e.getMessage() : GuardedStrategy.causes(e));
        }
    }

    private void requireZip() {
        if (!Files.isReadable(jar) || Files.isDirectory(jar)) {
            throw wrong("there is no such file, or it cannot be read");
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.getEntry("META-INF/services/" + PunchStrategyProvider.class.getName()) == null) {
                throw wrong("it has no META-INF/services/" + PunchStrategyProvider.class.getName());
            }
        } catch (ZipException e) {
            throw wrong("it is no jar: " + e.getMessage());
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        }
    }

    private static List<PunchStrategy> provided(ClassLoader loader) {
        List<PunchStrategy> all = new ArrayList<>();
        for (ServiceLoader.Provider<PunchStrategyProvider> provider
                : ServiceLoader.load(PunchStrategyProvider.class, loader).stream().toList()) {
            List<PunchStrategy> strategies = provider.get().strategies();
            if (strategies == null || strategies.size() > STRATEGIES_MAX
                    || strategies.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException(provider.type().getName() + " gives no strategies, a null, or more "
                        + "than " + STRATEGIES_MAX);
            }
            strategies.forEach(strategy -> all.add(GuardedStrategy.of(strategy)));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no provider in it gives a strategy");
        }
        return all;
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(command.commandLine(), "--strategy-jar " + jar + ": " + reason);
    }
}
