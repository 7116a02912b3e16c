package dev.magicsock.interop.npm;

import dev.magicsock.interop.Programs;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Looks for what tests with real iroh endpoints need. */
final class IrohRequirement implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (!isLoopbackAlone()) {
            Programs.missing("real endpoints need a network namespace (unshare -n or unshare -rn, by Maven)");
        }
        if (!Files.isDirectory(Programs.irohPackage())) {
            Programs.missing("real endpoints need @number0/iroh (interop/install-iroh-npm says why it is not there)");
        }
    }

    private static boolean isLoopbackAlone() throws SocketException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (!each.isLoopback()) {
                return false;
            }
        }
        return true;
    }
}
