package dev.magicsock.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.impl.TransportParameters;

/** What connections allow, as the other side sees it. */
@Timeout(60)
class QuicSettingsTest {

    private static final int ID_BYTES = 8;

    @Test
    void theDefaultsAreThoseOfIroh() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection dialled = loopback.dial()) {
            QuicClientConnectionImpl client = (QuicClientConnectionImpl) dialled.quic();
            assertThatOfIroh(client.getPeerTransportParameters());
            assertThatOfIroh(client.getTransportParameters());
        }
    }

    private static void assertThatOfIroh(TransportParameters parameters) {
        assertEquals(30_000, parameters.getMaxIdleTimeout());
        assertEquals(100, parameters.getInitialMaxStreamsBidi());
        assertEquals(100, parameters.getInitialMaxStreamsUni());
        assertEquals(1_250_000, parameters.getInitialMaxStreamDataBidiLocal());
        assertEquals(1_250_000, parameters.getInitialMaxStreamDataBidiRemote());
        assertEquals(1_250_000, parameters.getInitialMaxStreamDataUni());
    }

    @Test
    void connectionIdsHaveEightBytesOnBothSides() throws Exception {
        try (Loopback loopback = new Loopback(); PeerConnection dialled = loopback.dial()) {
            QuicClientConnectionImpl client = (QuicClientConnectionImpl) dialled.quic();
            client.getSourceConnectionIds().values().forEach(id -> assertEquals(ID_BYTES, id.getConnectionId().length));
            client.getDestinationConnectionIds().values()
                    .forEach(id -> assertEquals(ID_BYTES, id.getConnectionId().length));
        }
    }
}
