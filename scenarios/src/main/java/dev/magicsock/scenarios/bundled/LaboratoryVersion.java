package dev.magicsock.scenarios.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of the laboratory, as the build wrote it down. */
public final class LaboratoryVersion {

    private LaboratoryVersion() {
    }

    /** The number alone, such as {@code 0.1.0}. */
    public static String number() {
        try (InputStream in = LaboratoryVersion.class.getResourceAsStream("/dev/magicsock/scenarios/version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the version cannot be read", e);
        }
    }
}
