package dev.magicsock.netsim.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.address.IpPrefix;
import dev.magicsock.netsim.element.DirectOutlet;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");
    private static final IpEndpoint INSIDE = IpEndpoint.parse("10.0.0.2:1");
    private static final IpEndpoint OUTSIDE = IpEndpoint.parse("192.0.2.1:1");

    private final Simulation simulation = new Simulation(1, null);
    private final ElementContext sender = simulation.declare("sender");
    private final Router router = new Router(simulation.declare("router"), OWN, null);
    private final List<String> upstream = new ArrayList<>();
    private final List<String> downstream = new ArrayList<>();
    private final int port = router.newPort();

    RouterTest() {
        router.attach(Router.UPSTREAM, (packet, _) -> upstream.add(describe(packet)));
        router.attach(port, (packet, _) -> downstream.add(describe(packet)));
        router.onLink(IpPrefix.parse("10.0.0.0/24"));
        router.route(INSIDE.address(), port);
    }

    @Test
    void unknownDestinationsGoUpstreamAndKnownOnesDown() {
        router.receive(packet(INSIDE, OUTSIDE), port, 0);
        router.receive(packet(OUTSIDE, INSIDE), Router.UPSTREAM, 0);

        assertEquals(List.of("10.0.0.2:1 > 192.0.2.1:1 after 1"), upstream);
        assertEquals(List.of("192.0.2.1:1 > 10.0.0.2:1 after 1"), downstream);
    }

    @Test
    void whatCameFromUpstreamNeverGoesBackThere() {
        router.receive(packet(OUTSIDE, IpEndpoint.parse("192.0.2.2:1")), Router.UPSTREAM, 0);

        assertEquals(1, simulation.ledger().dropped(DropReason.NO_ROUTE));
        assertEquals(List.of("10.0.0.1:0 > 192.0.2.1:0 after 0 HostUnreachable[]"), upstream);
    }

    @Test
    void missingNeighbourIsTold() {
        router.receive(packet(INSIDE, IpEndpoint.parse("10.0.0.99:1")), port, 0);

        assertEquals(1, simulation.ledger().dropped(DropReason.NO_SUCH_HOST));
        assertEquals(List.of("10.0.0.1:0 > 10.0.0.2:0 after 0 HostUnreachable[]"), downstream);
    }

    @Test
    void nothingIsToldAboutIcmpErrorsOrWithoutAnAddress() {
        Packet about = packet(IpEndpoint.parse("10.0.0.99:1"), OUTSIDE);
        Packet error = sender.newPacket();
        error.fillIcmp(OUTSIDE, new IcmpError.PortUnreachable(), about);
        router.receive(error, Router.UPSTREAM, 0);
        router.receive(packet(IpEndpoint.parse("[2001:db8::1]:1"), IpEndpoint.parse("[2001:db8::2]:1")),
                Router.UPSTREAM, 0);

        assertEquals(List.of(), upstream);
        assertEquals(List.of(), downstream);
        assertEquals(2, simulation.ledger().dropped());
    }

    @Test
    void packetThatCirclesEndsByItsHopLimit() {
        IpPrefix disputed = IpPrefix.parse("172.16.0.0/12");
        Router other = new Router(simulation.declare("other"), null, null);
        int fromRouter = other.newPort();
        int toRouter = other.newPort();
        int fromOther = router.newPort();
        router.attach(port, new DirectOutlet(other, fromRouter));
        router.route(disputed, port);
        other.attach(toRouter, new DirectOutlet(router, fromOther));
        other.route(disputed, toRouter);

        router.receive(packet(OUTSIDE, IpEndpoint.parse("172.16.0.1:1")), Router.UPSTREAM, 0);

        assertEquals(1, simulation.ledger().dropped(DropReason.HOP_LIMIT_EXCEEDED));
    }

    private Packet packet(IpEndpoint from, IpEndpoint to) {
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.allocate(1));
        return packet;
    }

    private static String describe(Packet packet) {
        int passed = Packet.FIRST_HOP_LIMIT - packet.hopLimit();
        String error = packet.icmpError() == null ? "" : " " + packet.icmpError();
        return packet.source() + " > " + packet.destination() + " after " + passed + error;
    }
}
