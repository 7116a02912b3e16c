package dev.magicsock.netsim.element;

import dev.magicsock.netsim.clock.EventQueue;
import dev.magicsock.netsim.packet.PacketPool;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.netsim.trace.TraceSink;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What all elements of one network share: clock and queue, packets, randomness, trace.
 *
 * <p>Not thread-safe; two simulations share nothing and may run on two threads.
 */
public final class Simulation {

    private final EventQueue queue = new EventQueue();
    private final PacketPool packets = new PacketPool();
    private final PacketLedger ledger = new PacketLedger();
    private final Set<String> names = new LinkedHashSet<>();
    private final RandomForks random;
    private final TraceSink trace;

    /** @param trace who watches, or null for nobody, which is the fastest */
    public Simulation(long seed, TraceSink trace) {
        this.random = new RandomForks(seed);
        this.trace = trace;
    }

    /**
     * Declares an element.
     *
     * @param name unique in the network, such as {@code home/nat}
     * @throws IllegalArgumentException if the name is taken
     */
    public ElementContext declare(String name) {
        int number = names.size();
        if (!names.add(name)) {
            throw new IllegalArgumentException("two elements of the network are called '" + name + "'");
        }
        if (trace != null) {
            trace.declared(number, name);
        }
        return new ElementContext(this, number, name);
    }

    public EventQueue queue() {
        return queue;
    }

    public PacketLedger ledger() {
        return ledger;
    }

    PacketPool packets() {
        return packets;
    }

    RandomForks random() {
        return random;
    }

    TraceSink trace() {
        return trace;
    }
}
