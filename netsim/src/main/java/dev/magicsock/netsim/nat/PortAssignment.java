package dev.magicsock.netsim.nat;

/** Which external port a new mapping gets (RFC 4787 section 4.2). */
public sealed interface PortAssignment {

    /** What a preserving translator does when it cannot have the internal port. */
    enum WhenTaken {
        /** Takes the next higher free port of the range, going round at its end. */
        NEXT_HIGHER,
        /** Takes the first free port from a random one on. */
        RANDOM
    }

    /** The internal port if it is in the range and free at the external address. */
    record Preserving(WhenTaken whenTaken) implements PortAssignment {
    }

    /**
     * The internal port even if other internal endpoints have it at the external address, as long as no two sessions
     * share the external <em>and</em> the remote endpoint, by which inbound packets are told apart. Called port
     * overloading in RFC 4787 section 4.2.1 and, with the fallback for sessions that collide, port overlapping in RFC
     * 7857 section 3.
     */
    record PreservingWithOverloading(WhenTaken whenTaken) implements PortAssignment {
    }

    /**
     * A fixed step from the port assigned before, going round at the end of the range; the next free one if that is
     * taken. The first port after a reboot is random.
     *
     * @param step at least 1
     */
    record Sequential(int step) implements PortAssignment {
        public Sequential {
            if (step < 1) {
                throw new IllegalArgumentException("the step between ports is at least 1, not " + step);
            }
        }
    }

    /** The first free port from a random one on. */
    record Random() implements PortAssignment {
    }

    /**
     * What Linux netfilter does: flows are told apart by external <em>and</em> remote endpoint, so any port will do
     * that nobody has towards the remote endpoint. Where the range of ports is all of them, the search stays among
     * those that mean the same as the internal one: 1 to 511, 600 to 1023, or 1024 and above. It draws 16 bits, which
     * makes the first 1024 of 64,512 ports twice as likely as the others. A search gives up after some 250 ports.
     */
    record Netfilter(First first) implements PortAssignment {

        /** What is tried before the search from a random port on. */
        public enum First {
            /** The external port of the newest mapping that the internal endpoint has, then the internal port. */
            KNOWN_PORT,
            /** Nothing. */
            RANDOM_PORT
        }
    }

    /**
     * The lowest free port of a block that belongs to one internal address as long as it has mappings, as carriers do
     * to keep their logs short (RFC 6888 calls it a port allocation scheme).
     *
     * @param ports size of each block, at least 1
     */
    record PerSubscriberBlock(int ports) implements PortAssignment {
        public PerSubscriberBlock {
            if (ports < 1) {
                throw new IllegalArgumentException("a block has at least 1 port, not " + ports);
            }
        }
    }
}
