package dev.magicsock.punch;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * An address at which others may reach us.
 *
 * @param address the address
 * @param kind    how we know of it; the first of its kinds if there are several
 */
public record LocalCandidate(InetSocketAddress address, Kind kind) {

    public LocalCandidate {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(kind, "kind");
    }

    /** How an own address is known, in the words of RFC 8445 section 5.1.1 where it has one. */
    public enum Kind {
        /** The user says so, for instance of a forwarded port. */
        CONFIGURED,
        /** A gateway that was asked for a port mapping lets packets in there. */
        PORT_MAPPED,
        /** The remote saw us there. Told to no other remote. */
        PEER_REFLEXIVE,
        /** A STUN server saw us there. */
        SERVER_REFLEXIVE,
        /** A local interface has it. */
        HOST
    }
}
