package dev.magicsock.interop.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.identity.RelayUrl;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real endpoints and ours at our relay. */
class OurRelayTest extends RelayMeetings {

    /** Real endpoints keep their path through the relay alive, while megabytes take the direct one. */
    private static final long KEEP_ALIVE_BYTES = 64 * 1024;

    private OurRelay relay;

    @BeforeEach
    void startRelay() throws IOException {
        relay = OurRelay.start();
    }

    @AfterEach
    void closeRelay() {
        relay.close();
    }

    @Override
    RelayUrl relay() {
        return relay.url();
    }

    @Test
    void itCarriesNothingMoreOnceTwoRealEndpointsAreDirect() throws Exception {
        try (IrohPeer alice = IrohPeer.startAt(relay()); IrohPeer bob = IrohPeer.startAt(relay(), ALPN)) {
            int connection = alice.connect(bob.relayAddress(), ALPN);
            assertTrue(relay.forwardedBytes() > 0);
            alice.await(IrohEvent.Selected.class, path -> !path.relay());
            bob.await(IrohEvent.Selected.class, path -> !path.relay());
            long before = relay.forwardedBytes();
            assertEquals(Pattern.digest(MEGABYTE), alice.exchange(connection, MEGABYTE));
            long during = relay.forwardedBytes() - before;
            assertTrue(during < KEEP_ALIVE_BYTES, () -> during + " bytes through the relay");
        }
    }
}
