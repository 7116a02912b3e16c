package dev.magicsock.interop.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.path.PathId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections on which nobody says anything for longer than QUIC allows (30 s on both sides). */
@RequiresIroh
@Timeout(180)
class IdleTest {

    private static final String ALPN = "magicsock-lab/interop/1";
    private static final long IDLE_MILLIS = 40_000;
    private static final int BYTES = 10_000;

    /** All at the same time, so that it takes that long once. */
    @Test
    void connectionsOfEitherSideAreAliveAfterFortyIdleSecondsDirectlyAndThroughARelay() throws Exception {
        try (OurRelay relay = OurRelay.start();
                IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start(ALPN);
                IrohPeer irohAtRelay = IrohPeer.startAt(relay.url(), ALPN);
                OurPeer oursAtRelay = OurPeer.startAt(relay.url(), ALPN);
                Connection direct = ours.connect(iroh.directAddress(), ALPN);
                Connection relayed = oursAtRelay.connect(irohAtRelay.relayAddress(), ALPN)) {
            int irohsDirect = iroh.connect(ours.directAddress(), ALPN);
            int irohsRelayed = irohAtRelay.connect(oursAtRelay.relayAddress(), ALPN);

            Thread.sleep(IDLE_MILLIS);

            assertFalse(direct.closed().isDone());
            assertFalse(relayed.closed().isDone());
            // Nothing better was found meanwhile: what would find it is not what the other side understands.
            assertInstanceOf(PathId.Relayed.class,
                    oursAtRelay.sock().remoteInfo(irohAtRelay.id()).orElseThrow().selected().orElseThrow());
            assertEquals(Pattern.digest(BYTES), OurPeer.exchange(direct, BYTES));
            assertEquals(Pattern.digest(BYTES), OurPeer.exchange(relayed, BYTES));
            assertEquals(Pattern.digest(BYTES), iroh.exchange(irohsDirect, BYTES));
            assertEquals(Pattern.digest(BYTES), irohAtRelay.exchange(irohsRelayed, BYTES));
        }
    }
}
