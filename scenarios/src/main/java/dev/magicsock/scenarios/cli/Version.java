package dev.magicsock.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of the laboratory, as the build wrote it down. */
final class Version implements IVersionProvider {

    /** The number alone. */
    static String number() {
        try (InputStream in = Version.class.getResourceAsStream("/dev/magicsock/scenarios/version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the version cannot be read", e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"magicsock " + number()};
    }
}
