package dev.magicsock.relaystub.stun;

/** The sockets of a server with two addresses and two ports (RFC 5780 section 6). */
public enum StunSocket {
    /** The address and port that clients are told. */
    PRIMARY(false, false),
    /** The primary address with the other port. */
    OTHER_PORT(false, true),
    /** The other address with the primary port. */
    OTHER_ADDRESS(true, false),
    /** The other address with the other port. */
    OTHER_ADDRESS_AND_PORT(true, true);

    private final boolean otherAddress;
    private final boolean otherPort;

    StunSocket(boolean otherAddress, boolean otherPort) {
        this.otherAddress = otherAddress;
        this.otherPort = otherPort;
    }

    boolean hasOtherAddress() {
        return otherAddress;
    }

    boolean hasOtherPort() {
        return otherPort;
    }

    /** The socket whose address, port or both differ from this one's. */
    StunSocket changed(boolean address, boolean port) {
        return of(otherAddress ^ address, otherPort ^ port);
    }

    private static StunSocket of(boolean address, boolean port) {
        if (address) {
            return port ? OTHER_ADDRESS_AND_PORT : OTHER_ADDRESS;
        }
        return port ? OTHER_PORT : PRIMARY;
    }
}
