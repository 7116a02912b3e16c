package dev.magicsock.scenarios.cli;

import dev.magicsock.scenarios.bundled.LaboratoryVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    /** The number alone. */
    static String number() {
        return LaboratoryVersion.number();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"magicsock " + number()};
    }
}
