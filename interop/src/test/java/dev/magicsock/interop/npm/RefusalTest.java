package dev.magicsock.interop.npm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.endpoint.Connection;
import dev.magicsock.endpoint.EndpointEvent;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.quic.HandshakeFailedException;
import dev.magicsock.tls.Alert;
import dev.magicsock.tls.HandshakeProblem;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that must not come about, and what each side says then. That nobody waits for a timeout shows in what is
 * said: who gives up waiting names no alert.
 */
@RequiresIroh
@Timeout(120)
class RefusalTest {

    private static final String ALPN = "magicsock-lab/interop/1";
    private static final String OTHER_ALPN = "magicsock-lab/other/1";

    @Test
    void weRefuseAnotherIdentityThanTheOneDialledAndReachTheRightOneAfterwards() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start()) {
            HandshakeFailedException refused = assertThrows(HandshakeFailedException.class,
                    () -> ours.connect(impostor(iroh.directAddress()), ALPN));
            assertEquals(Optional.of(HandshakeProblem.WRONG_SERVER_ID), refused.problem());
            assertRefused(iroh, "the server is another endpoint than the one dialled");

            try (Connection right = ours.connect(iroh.directAddress(), ALPN)) {
                assertEquals(Pattern.digest(1000), OurPeer.exchange(right, 1000));
                assertThrows(HandshakeFailedException.class,
                        () -> ours.connect(impostor(iroh.directAddress()), ALPN));
                assertEquals(Pattern.digest(2000), OurPeer.exchange(right, 2000));
            }
        }
    }

    @Test
    void irohRefusesAProtocolThatItDoesNotServe() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(ALPN); OurPeer ours = OurPeer.start()) {
            HandshakeFailedException refused = assertThrows(HandshakeFailedException.class,
                    () -> ours.connect(iroh.directAddress(), OTHER_ALPN));
            assertEquals(Optional.of(Alert.NO_APPLICATION_PROTOCOL), refused.peerAlert());
            assertRefused(iroh, "peer doesn't support any known protocol");
        }
    }

    @Test
    void irohRefusesAnotherIdentityThanTheOneDialled() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            IrohException refused = assertThrows(IrohException.class,
                    () -> iroh.connect(impostor(ours.directAddress()), ALPN));
            assertTrue(refused.getMessage().contains("invalid peer certificate: UnknownIssuer"), refused::getMessage);
            assertEquals("closed by the peer (CLOSED, alert UNKNOWN_CA)",
                    ours.await(EndpointEvent.Refused.class, _ -> true).reason());
        }
    }

    @Test
    void weRefuseAProtocolThatWeDoNotServe() throws Exception {
        try (IrohPeer iroh = IrohPeer.start(); OurPeer ours = OurPeer.start(ALPN)) {
            IrohException refused = assertThrows(IrohException.class,
                    () -> iroh.connect(ours.directAddress(), OTHER_ALPN));
            assertTrue(refused.getMessage().contains("error 120: no application protocol in common"),
                    refused::getMessage);
            assertEquals("no application protocol in common",
                    ours.await(EndpointEvent.Refused.class, _ -> true).reason());
        }
    }

    private static void assertRefused(IrohPeer iroh, String why) throws Exception {
        IrohEvent.Refused refused = iroh.await(IrohEvent.Refused.class, _ -> true);
        assertTrue(refused.error().contains(why), refused::error);
    }

    private static EndpointAddr impostor(EndpointAddr address) {
        EndpointId other = SecretKey.generate(new SplittableRandom(7)).id();
        return new EndpointAddr(other, List.of(), address.directAddresses());
    }
}
