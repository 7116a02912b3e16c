package dev.magicsock.interop.nat;

import dev.magicsock.interop.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that tests against real NATs and servers need, and the right to make namespaces for them. */
final class NatTools {

    private static final String SYSTEM_FOLDERS = ":/usr/sbin:/sbin";

    private NatTools() {
    }

    /** Skips the test, or fails it in continuous integration, where one of the programs or the right is missing. */
    static void require(String... programs) {
        for (String program : programs) {
            if (find(program).isEmpty()) {
                Programs.missing("tests against real NATs need " + program
                        + " (interop/install-nat-tools installs it)");
            }
        }
        try (KernelNat kernel = new KernelNat("", "accept")) {
            kernel.setUdpTimeouts(30, 120);
        } catch (IOException e) {
            Programs.missing("tests against real NATs need namespaces with nftables in them: " + e.getMessage());
        }
    }

    /** Where a program is. */
    static Optional<Path> find(String program) {
        return Stream.of((System.getenv("PATH") + SYSTEM_FOLDERS).split(":")).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }
}
