package dev.magicsock.core;

import dev.magicsock.identity.RelayUrl;
import java.util.Objects;

/**
 * One attempt to reach a relay, from the dial to its end.
 *
 * @param relay the relay
 * @param dial  counts the dials to all relays of one MagicSock, so that news of an old attempt is told from the new
 *              one's
 */
public record RelayTransport(RelayUrl relay, int dial) {
    public RelayTransport {
        Objects.requireNonNull(relay, "relay");
    }
}
