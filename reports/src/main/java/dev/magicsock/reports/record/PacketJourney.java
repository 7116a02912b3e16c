package dev.magicsock.reports.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One packet of interest, such as a probe or a punch, from its sender to its fate.
 *
 * @param packet    its number in the trace
 * @param what      what it carried, such as {@code ping 17}
 * @param sender    the host that sent it
 * @param sizeBytes of the IP packet
 * @param hops      where it passed, in order, the sender first
 */
public record PacketJourney(long packet, String what, String sender, int sizeBytes, List<Hop> hops, Fate fate) {

    public PacketJourney {
        Check.notNegative("packet", packet);
        Check.name("what", what);
        Check.name("sender", sender);
        Check.notNegative("size", sizeBytes);
        hops = List.copyOf(hops);
        Objects.requireNonNull(fate, "fate");
    }

    /**
     * The packet as it left a place.
     *
     * @param source      address and port after all translation there
     * @param destination address and port after all translation there
     */
    public record Hop(Instant at, String place, String source, String destination) {

        public Hop {
            Check.time("hop", at);
            Check.name("place", place);
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(destination, "destination");
        }
    }

    /** How a journey ended. */
    public sealed interface Fate {
    }

    /** It arrived. */
    public record Delivered(Instant at, String host) implements Fate {

        public Delivered {
            Check.time("delivery", at);
            Check.name("host", host);
        }
    }

    /** It was dropped; {@code detail} may be empty. */
    public record Dropped(Instant at, String place, String reason, String detail) implements Fate {

        public Dropped {
            Check.time("drop", at);
            Check.name("place", place);
            Check.name("reason", reason);
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** The run ended first. */
    public record UnderWay() implements Fate {
    }
}
