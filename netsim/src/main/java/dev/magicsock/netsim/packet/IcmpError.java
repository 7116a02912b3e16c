package dev.magicsock.netsim.packet;

/** The ICMP errors of the network (RFC 792, RFC 4443 section 3, RFC 1191 for the size of the next link). */
public sealed interface IcmpError {

    /** Nobody has the port open. */
    record PortUnreachable() implements IcmpError {
    }

    /** No route, or no such host. */
    record HostUnreachable() implements IcmpError {
    }

    /** Something on the way refuses to pass it on. */
    record AdministrativelyProhibited() implements IcmpError {
    }

    /** The packet went through too many routers. */
    record HopLimitExceeded() implements IcmpError {
    }

    /**
     * The packet is larger than a link on the way.
     *
     * @param mtuBytes the largest IP packet that fits
     */
    record PacketTooBig(int mtuBytes) implements IcmpError {
    }
}
