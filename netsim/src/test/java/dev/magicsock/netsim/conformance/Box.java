package dev.magicsock.netsim.conformance;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.MiddleboxFactory;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A NAT or firewall seen from its two sides: what goes in, and what comes out where. */
final class Box {

    static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    static final IpEndpoint BOB = IpEndpoint.parse("10.0.0.2:5000");
    static final IpEndpoint REMOTE = IpEndpoint.parse("198.51.100.7:4444");
    static final IpEndpoint OTHER_PORT = IpEndpoint.parse("198.51.100.7:5555");
    static final IpEndpoint ELSEWHERE = IpEndpoint.parse("198.51.100.8:4444");

    private final Simulation simulation = new Simulation(7, new TraceSink() { });
    private final ElementContext sender = simulation.declare("sender");
    private final Middlebox box;
    private Packet inside;
    private Packet outside;
    private long now;

    Box(MiddleboxFactory factory, int externalAddresses) {
        List<IpAddress> external = IntStream.rangeClosed(1, externalAddresses)
                .mapToObj(last -> IpAddress.parse("203.0.113." + last)).toList();
        box = factory.create(simulation.declare("box"), (packet, _) -> inside = packet,
                (packet, _) -> outside = packet, external);
    }

    Box(MiddleboxFactory factory) {
        this(factory, 1);
    }

    /** Lets the time come to so long after the start. */
    Box at(Duration time) {
        now = time.toNanos();
        return this;
    }

    /** Sends from the inside; the source with which it leaves to the outside, if it does. */
    Optional<IpEndpoint> out(IpEndpoint from, IpEndpoint to) {
        receive(Middlebox.INSIDE, udp(from, to));
        return Optional.ofNullable(outside).map(Packet::source);
    }

    /** As {@link #out} where the packet has to come through. */
    IpEndpoint mapped(IpEndpoint from, IpEndpoint to) {
        return out(from, to).orElseThrow(() -> new AssertionError(from + " does not reach " + to));
    }

    /** Sends from the outside; the destination at which it comes in, if it does. */
    Optional<IpEndpoint> in(IpEndpoint external, IpEndpoint from) {
        receive(Middlebox.OUTSIDE, udp(from, external));
        return Optional.ofNullable(inside).map(Packet::destination);
    }

    /** Sends from the inside to an external endpoint; the packet that comes back in, if one does. */
    Optional<Packet> hairpin(IpEndpoint from, IpEndpoint external) {
        receive(Middlebox.INSIDE, udp(from, external));
        return Optional.ofNullable(inside);
    }

    /** An ICMP error from the outside about a packet that left; the endpoint inside whom it blames, if it gets in. */
    Optional<IpEndpoint> error(IpAddress reporter, IcmpError error, IpEndpoint external, IpEndpoint remote) {
        Packet about = udp(external, remote);
        Packet packet = sender.newPacket();
        packet.fillIcmp(IpEndpoint.of(reporter, 0), error, about);
        receive(Middlebox.OUTSIDE, packet);
        return Optional.ofNullable(inside).map(Packet::quotedSource);
    }

    /** Sends bytes from the inside; whether they come out as these others. */
    boolean outCarries(IpEndpoint from, IpEndpoint to, byte[] sent, byte[] others) {
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.wrap(sent));
        receive(Middlebox.INSIDE, packet);
        return outside != null && outside.payload().equals(ByteBuffer.wrap(others));
    }

    /** Sends bytes from the outside; whether they come in as these others. */
    boolean inCarries(IpEndpoint external, IpEndpoint from, byte[] sent, byte[] others) {
        Packet packet = sender.newPacket();
        packet.fillUdp(from, external, ByteBuffer.wrap(sent));
        receive(Middlebox.OUTSIDE, packet);
        return inside != null && inside.payload().equals(ByteBuffer.wrap(others));
    }

    private void receive(int side, Packet packet) {
        inside = null;
        outside = null;
        box.receive(packet, side, now);
    }

    private Packet udp(IpEndpoint from, IpEndpoint to) {
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.allocate(10));
        return packet;
    }
}
