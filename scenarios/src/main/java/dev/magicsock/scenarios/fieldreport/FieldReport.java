package dev.magicsock.scenarios.fieldreport;

import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a report says of a network, and in which of its fields. What is empty it does not say.
 *
 * @param tool        who wrote it
 * @param udp         whether UDP over IPv4 works
 * @param ipv6        whether IPv6 works
 * @param translated  whether a NAT is in the way
 * @param mapping     of that NAT
 * @param filtering   of that NAT
 * @param ports       which ports it assigns
 * @param portStep    from one to the next one, where they follow each other; 1 to 65535
 * @param hairpinning whether it sends back in what comes from inside
 * @param relays      how far away relays are, at most {@link #RELAYS_MAX}
 * @param notes       further things that a scenario cannot hold, in words
 */
public record FieldReport(String tool, Optional<Known<Boolean>> udp, Optional<Known<Boolean>> ipv6,
        Optional<Known<Boolean>> translated, Optional<Known<MappingBehavior>> mapping,
        Optional<Known<FilteringBehavior>> filtering, Optional<Known<Ports>> ports, Optional<Known<Integer>> portStep,
        Optional<Known<Boolean>> hairpinning, List<Relay> relays, List<String> notes) {

    /** More are left out; the nearest ones are those that an endpoint would use. */
    public static final int RELAYS_MAX = 30;

    /** Which ports a NAT assigns to new mappings (RFC 4787 section 4.2). */
    public enum Ports { PRESERVING, SEQUENTIAL, RANDOM }

    /**
     * Something that a field says.
     *
     * @param field name of the field, or of several
     */
    public record Known<T>(T value, String field) {
        public Known {
            Objects.requireNonNull(value);
            Objects.requireNonNull(field);
        }
    }

    /**
     * A relay.
     *
     * @param name      as the report calls it; anything at all
     * @param roundTrip positive
     */
    public record Relay(String name, Duration roundTrip, String field) {
        public Relay {
            Objects.requireNonNull(name);
            Objects.requireNonNull(field);
            if (!roundTrip.isPositive()) {
                throw new IllegalArgumentException("a round trip takes time");
            }
        }
    }

    public FieldReport {
        Objects.requireNonNull(tool);
        relays = List.copyOf(relays);
        notes = List.copyOf(notes);
        if (relays.size() > RELAYS_MAX) {
            throw new IllegalArgumentException(relays.size() + " relays");
        }
    }
}
