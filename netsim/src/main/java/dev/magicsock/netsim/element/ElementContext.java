package dev.magicsock.netsim.element;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.clock.EventQueue;
import dev.magicsock.netsim.clock.Timer;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.PacketPool;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.random.RandomForks;
import dev.magicsock.netsim.trace.TraceSink;
import java.util.random.RandomGenerator;

/**
 * One element's side of the simulation: its name, its random numbers, its timers, and the records it must make of what
 * it does to packets.
 *
 * <p>Recording is part of the packet's life here: {@link #drop} and {@link #delivered} end it, so that no element can
 * lose a packet without saying why and where.
 */
public final class ElementContext {

    private final int number;
    private final String name;
    private final EventQueue queue;
    private final PacketPool packets;
    private final PacketLedger ledger;
    private final RandomForks random;
    private final TraceSink trace;

    ElementContext(Simulation simulation, int number, String name) {
        this.number = number;
        this.name = name;
        this.queue = simulation.queue();
        this.packets = simulation.packets();
        this.ledger = simulation.ledger();
        this.random = simulation.random();
        this.trace = simulation.trace();
    }

    /** The number by which the trace names this element. */
    public int number() {
        return number;
    }

    /** The name of this element, unique in its network. */
    public String name() {
        return name;
    }

    /** The network's event queue and clock. */
    public EventQueue queue() {
        return queue;
    }

    /** This element's random numbers from their start; draw them once and keep the generator. */
    public RandomGenerator random() {
        return random.fork(name);
    }

    /**
     * Random numbers of a part of this element.
     *
     * @param part unique within the element
     */
    public RandomGenerator random(String part) {
        return random.fork(name + "/" + part);
    }

    /** A timer that is not set yet. */
    public Timer timer(Timer.Alarm alarm) {
        return new Timer(queue, alarm);
    }

    /** An unfilled packet that this element is about to send; tell {@link #sent} when it is filled. */
    public Packet newPacket() {
        return packets.take(number);
    }

    /** This element made this packet and sends it now. */
    public void sent(Packet packet, long nowNanos) {
        ledger.countSent();
        if (trace != null) {
            trace.sent(nowNanos, number, packet);
        }
    }

    /** A copy of a packet, which this element sends besides the original. */
    public Packet duplicate(Packet original, long nowNanos) {
        Packet copy = packets.take(number);
        copy.fillCopy(original);
        ledger.countDuplicated();
        if (trace != null) {
            trace.duplicated(nowNanos, number, original, copy);
        }
        return copy;
    }

    /** The packet came to the beginning of this element, a direction of a link. */
    public void enteredLink(Packet packet, long nowNanos) {
        if (trace != null) {
            trace.enteredLink(nowNanos, number, packet);
        }
    }

    /** The packet came out at the end of this element, a direction of a link. */
    public void leftLink(Packet packet, long nowNanos) {
        if (trace != null) {
            trace.leftLink(nowNanos, number, packet);
        }
    }

    /** This element chose a way for the packet and passes it on. */
    public void forwarded(Packet packet, long nowNanos) {
        if (trace != null) {
            trace.forwarded(nowNanos, number, packet);
        }
    }

    /** This element replaced endpoints of the packet. */
    public void translated(Packet packet, IpEndpoint oldSource, IpEndpoint oldDestination, long nowNanos) {
        if (trace != null) {
            trace.translated(nowNanos, number, packet, oldSource, oldDestination);
        }
    }

    /** The packet reached what it was meant for. The caller still reads it, then calls {@link #release}. */
    public void delivered(Packet packet, long nowNanos) {
        ledger.countDelivered();
        if (trace != null) {
            trace.delivered(nowNanos, number, packet);
        }
    }

    /** Gives a delivered packet back; nobody may touch it afterwards. */
    public void release(Packet packet) {
        packets.giveBack(packet);
    }

    /** The packet is lost here; nobody may touch it afterwards. */
    public void drop(Packet packet, DropReason reason, long nowNanos) {
        drop(packet, reason, null, nowNanos);
    }

    /**
     * The packet is lost here; nobody may touch it afterwards.
     *
     * @param detail more about it, or null
     */
    public void drop(Packet packet, DropReason reason, DropDetail detail, long nowNanos) {
        ledger.countDropped(reason);
        if (trace != null) {
            trace.dropped(nowNanos, number, packet, reason, detail);
        }
        packets.giveBack(packet);
    }

    /** This element, a NAT, made a mapping; its number is unique in this element. */
    public void mapped(long mapping, Transport transport, IpEndpoint internal, IpEndpoint external, long nowNanos) {
        if (trace != null) {
            trace.mapped(nowNanos, number, mapping, transport, internal, external);
        }
    }

    /** A mapping of this element is used with a remote endpoint from now on. */
    public void contacted(long mapping, IpEndpoint remote, long nowNanos) {
        if (trace != null) {
            trace.contacted(nowNanos, number, mapping, remote);
        }
    }

    /** A mapping of this element expired, now or earlier. */
    public void unmapped(long mapping, long expiredNanos) {
        if (trace != null) {
            trace.unmapped(expiredNanos, number, mapping);
        }
    }

    /** This element has no mapping any more. */
    public void mappingsForgotten(long nowNanos) {
        if (trace != null) {
            trace.mappingsForgotten(nowNanos, number);
        }
    }

    /** A packet waits in the queue of this element; so many bytes do, this packet's included. */
    public void queued(long waitingBytes, long nowNanos) {
        if (trace != null) {
            trace.queued(nowNanos, number, waitingBytes);
        }
    }

    /** Something worth keeping in the trace, in the name of this element. */
    public void note(String text, long nowNanos) {
        if (trace != null) {
            trace.note(nowNanos, number, text);
        }
    }
}
