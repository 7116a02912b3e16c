package dev.magicsock.scenarios.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The scenarios that come with the laboratory. Stateless and thread-safe. */
public final class BundledScenarios {

    private static final String SUFFIX = ".yaml";

    private BundledScenarios() {
    }

    /** Their names without a suffix, in the order in which they are listed. */
    public static List<String> names() {
        return new String(resource("index.txt"), StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * The name as {@link #names()} has it, where there is such a scenario; {@code .yaml} at its end may be there or
     * not.
     */
    public static Optional<String> find(String name) {
        String plain = plain(name);
        return names().contains(plain) ? Optional.of(plain) : Optional.empty();
    }

    /** A name without {@code .yaml}. */
    public static String plain(String name) {
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /**
     * The whole file of one of the {@link #names()}.
     *
     * @throws IllegalArgumentException if there is no such scenario
     */
    public static byte[] bytes(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no bundled scenario is called " + name);
        }
        return resource(name + SUFFIX);
    }

    private static byte[] resource(String name) {
        try (InputStream in = BundledScenarios.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the bundled file " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the bundled file " + name + " cannot be read", e);
        }
    }
}
