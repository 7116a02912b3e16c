package dev.magicsock.scenarios.host;

import dev.magicsock.identity.EndpointId;
import java.net.InetSocketAddress;

/** Which way one datagram takes between the MagicSocks of two endpoints, as one of them sees it. */
public sealed interface Via {

    /**
     * From socket to socket.
     *
     * @param remote where it is sent to, or where it comes from
     */
    record Direct(InetSocketAddress remote) implements Via {
    }

    /**
     * In a message of a relay connection.
     *
     * @param relay the URL of the relay
     * @param peer  whom the relay is to pass it to, or from whom it passes it on
     */
    record Relayed(String relay, EndpointId peer) implements Via {
    }
}
