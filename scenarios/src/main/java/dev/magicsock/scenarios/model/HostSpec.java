package dev.magicsock.scenarios.model;

import dev.magicsock.netsim.address.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A host.
 *
 * @param interfaces     at least one; the first that is up is where its traffic goes by default
 * @param extraAddresses addresses that the host has and tells others, which nobody can reach; at most 64
 * @param clock          how wrong its wall clock is
 * @param processing     how long it takes to handle an event; empty for the simulator's default
 * @param families       what its interfaces use, at most what their routers offer
 */
public record HostSpec(String name, List<Interface> interfaces, List<IpAddress> extraAddresses, Clock clock,
        Optional<Processing> processing, Families families) {

    public HostSpec {
        Objects.requireNonNull(name);
        interfaces = List.copyOf(interfaces);
        extraAddresses = List.copyOf(extraAddresses);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(processing);
        Objects.requireNonNull(families);
        if (interfaces.isEmpty()) {
            throw new IllegalArgumentException("host " + name + " has no interface");
        }
    }

    /**
     * One interface.
     *
     * @param name   unique in its host; the router's name, or {@code internet}, unless the file names it
     * @param behind the router at its other end; empty for the public internet
     * @param up     whether it is up when the run starts
     */
    public record Interface(String name, Optional<String> behind, LinkSpec link, boolean up) {
        public Interface {
            Objects.requireNonNull(name);
            Objects.requireNonNull(behind);
            Objects.requireNonNull(link);
        }
    }

    /**
     * The wall clock.
     *
     * @param offset how far it is ahead of true time when the run starts; negative if behind
     * @param skewPpm microseconds that it gains per second of true time; negative if it loses
     */
    public record Clock(Duration offset, long skewPpm) {

        /** A clock that is right and stays right. */
        public static final Clock EXACT = new Clock(Duration.ZERO, 0);

        public Clock {
            Objects.requireNonNull(offset);
        }
    }

    /**
     * Time between the arrival of an event and what the host does about it.
     *
     * @param delay  the least
     * @param jitter drawn uniformly and added
     */
    public record Processing(Duration delay, Duration jitter) {
        public Processing {
            Objects.requireNonNull(delay);
            Objects.requireNonNull(jitter);
        }
    }
}
