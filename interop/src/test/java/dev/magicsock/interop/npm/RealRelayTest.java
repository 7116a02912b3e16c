package dev.magicsock.interop.npm;

import dev.magicsock.identity.RelayUrl;
import dev.magicsock.interop.RealRelay;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real endpoints and ours at iroh's own relay: what our relay is held to. */
class RealRelayTest extends RelayMeetings {

    @TempDir
    private Path folder;

    private RealRelay relay;

    @BeforeEach
    void startRelay() throws Exception {
        relay = RealRelay.start(folder);
    }

    @AfterEach
    void closeRelay() throws Exception {
        relay.close();
    }

    @Override
    RelayUrl relay() {
        return relay.url();
    }
}
