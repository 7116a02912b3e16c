package dev.magicsock.interop.container;

import dev.magicsock.interop.IrohRelaySuite;
import dev.magicsock.interop.Programs;
import dev.magicsock.interop.RelayHost;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** iroh's relay in a container with nothing but its binary. */
class ContainerRelayTest extends IrohRelaySuite {

    @TempDir
    private static Path folderOfEngine;

    private static ContainerEngine engine;
    private static RelayContainer container;

    @BeforeAll
    static void startEngine() throws IOException, InterruptedException {
        try {
            engine = ContainerEngine.start(folderOfEngine);
        } catch (ContainerEngine.Unavailable e) {
            Programs.missing(e.getMessage());
        }
        container = new RelayContainer(Programs.irohRelay());
    }

    @AfterAll
    static void stopEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    protected RelayHost host() {
        return container;
    }

    @Override
    protected String name() {
        return "container-conformance";
    }
}
