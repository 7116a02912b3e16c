package dev.magicsock.netreport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a STUN server told last about one of our sockets.
 *
 * @param socket    number of the socket
 * @param server    who was asked
 * @param mapped    where the server saw the request come from
 * @param roundTrip how long it took; empty if the request had to be repeated
 */
public record StunSighting(int socket, InetSocketAddress server, InetSocketAddress mapped,
        Optional<Duration> roundTrip) {

    public StunSighting {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(mapped, "mapped");
        Objects.requireNonNull(roundTrip, "roundTrip");
    }
}
