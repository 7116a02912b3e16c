package dev.magicsock.relay;

import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import java.time.Duration;

/**
 * What a {@link RelayClient} wants done and what it has to tell. Methods instead of command objects, because datagrams
 * pass through here. They are called from within the client's methods and must not call back into the client.
 */
public interface RelayClientOutput {

    /**
     * Open a connection: resolve, connect, TLS for a secure URL, upgrade to WebSocket offering
     * {@link RelayProtocolVersion#OFFER}. The answer is {@link RelayClient#transportConnected} or
     * {@link RelayClient#transportLost}.
     */
    void dial(RelayUrl url, TransportId transport);

    /**
     * Send one binary message.
     *
     * @param message belongs to the receiver from now on
     */
    void send(TransportId transport, byte[] message);

    /** End a transport; what it reports afterwards is ignored. */
    void closeTransport(TransportId transport);

    /**
     * A datagram came.
     *
     * @param source who sent it; the relay vouches for that
     * @param bytes  the message that holds it; valid during the call
     */
    void datagramReceived(EndpointId source, Ecn ecn, byte[] bytes, int offset, int length);

    /** The connection changed, or the relay said something about it. */
    void statusChanged(RelayStatus status);

    /** A ping was answered: the latency of this relay. */
    void roundTripMeasured(Duration roundTripTime);

    /**
     * A datagram that was to be sent is dropped.
     *
     * @param bytes holds it; valid during the call
     */
    void datagramDropped(EndpointId destination, byte[] bytes, int offset, int length, RelayDrop reason);
}
