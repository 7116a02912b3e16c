package dev.magicsock.netsim.link;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.PacketLedger;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One direction of a link between nothing and nothing: what is sent, and how long what arrives has taken. */
final class LinkRig {

    static final int PACKET_BYTES = 1000;

    /** IPv4 and UDP. */
    private static final int HEADER_BYTES = 28;
    private static final IpEndpoint FROM = IpEndpoint.parse("192.0.2.1:1");
    private static final IpEndpoint TO = IpEndpoint.parse("192.0.2.2:2");

    private final Simulation simulation;
    private final ElementContext sender;
    private final LinkDirection link;
    /** By the packets' ids, of which copies have others: those are not listened to. */
    private final Map<Long, Integer> numbers = new TreeMap<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private final List<Integer> arrivals = new ArrayList<>();

    LinkRig(long seed, LinkConditions conditions) {
        simulation = new Simulation(seed, new TraceSink() { });
        sender = simulation.declare("sender");
        link = new LinkDirection(simulation.declare("link"), conditions, this::arrive, 0);
    }

    LinkDirection link() {
        return link;
    }

    PacketLedger ledger() {
        return simulation.ledger();
    }

    void send() {
        Packet packet = sender.newPacket();
        packet.fillUdp(FROM, TO, ByteBuffer.allocate(PACKET_BYTES - HEADER_BYTES));
        sender.sent(packet, now());
        numbers.put(packet.id(), sentAt.size());
        sentAt.add(now());
        link.send(packet, now());
    }

    /** One packet after the other at equal distances; then until the last one is through. */
    LinkRig stream(int packets, long spacingNanos) {
        for (int i = 0; i < packets; i++) {
            send();
            runFor(spacingNanos);
        }
        return this;
    }

    void runFor(long nanos) {
        simulation.queue().runUntil(now() + nanos);
    }

    long now() {
        return simulation.queue().now();
    }

    /** How long each packet took that arrived, in the order of arrival. */
    List<Long> delays() {
        return delays;
    }

    /** Which packets arrived, counted from 0. */
    List<Integer> arrivals() {
        return arrivals;
    }

    private void arrive(Packet packet, int port, long now) {
        Integer number = numbers.get(packet.id());
        if (number != null) {
            arrivals.add(number);
            delays.add(now - sentAt.get(number));
        }
    }
}
