package dev.magicsock.interop.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the kernel draws a port, ours draw from the same distribution. */
class KernelPortsTest {

    /** A test that is right fails once in some hundred million runs; a uniform distribution is off by far more. */
    private static final double DEVIATIONS = 5.6;
    private static final int SAMPLES = 20_000;
    /** So few that hardly any port is drawn again, which would move it on to the next one. */
    private static final int CONFLICTS = 3000;
    private static final int BINS = 63;
    private static final int FIRST = 1024;
    private static final int PORTS = 65_536 - FIRST;

    private static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint SERVER = IpEndpoint.parse("198.18.0.1:4000");

    @BeforeAll
    static void needsTools() {
        NatTools.require("nft", "conntrack");
    }

    @Test
    void theKernelsRandomPortsAreDistributedAsTheModelSays() throws IOException {
        assertFitsModel(kernelsPorts("random"), SAMPLES);
    }

    @Test
    void itsFullyRandomPortsAreToo() throws IOException {
        assertFitsModel(kernelsPorts("fully-random"), SAMPLES);
    }

    @Test
    void soArePortsThatItDrawsBecauseTheInternalOneIsTaken() throws IOException {
        List<Integer> ports = kernelsPortsUnderConflict();
        assertEquals(1, ports.stream().filter(port -> port == ALICE.port()).count());
        assertFitsModel(ports.stream().filter(port -> port != ALICE.port()).toList(), CONFLICTS);
    }

    @Test
    void ourPortsAre() {
        assertFitsModel(ourPorts(), SAMPLES);
    }

    @Test
    void thatTestWouldNoticeUniformPorts() {
        List<Integer> uniform = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            uniform.add(FIRST + (int) ((long) i * PORTS / SAMPLES));
        }
        assertTrue(deviation(uniform) > DEVIATIONS);
    }

    /** @param samples how many there should be; a few packets may be lost while addresses are resolved */
    private static void assertFitsModel(List<Integer> ports, int samples) {
        assertTrue(ports.size() >= samples - 10 && ports.size() <= samples, () -> ports.size() + " ports");
        double deviation = deviation(ports);
        assertTrue(deviation < DEVIATIONS, () -> "off by " + deviation + " standard deviations");
    }

    /** 16 random bits, modulo the number of ports: those that come twice are the first ones. */
    private static double deviation(List<Integer> ports) {
        long[] counts = new long[BINS];
        ports.forEach(port -> counts[(port - FIRST) / (PORTS / BINS)]++);
        double[] expected = new double[BINS];
        for (int drawn = 0; drawn < 65_536; drawn++) {
            expected[drawn % PORTS / (PORTS / BINS)] += ports.size() / 65_536.0;
        }
        return ChiSquare.deviation(counts, expected);
    }

    /** One socket sends to many ports of a host that nobody answers at. */
    private static List<Integer> kernelsPorts(String flag) throws IOException {
        try (KernelNat kernel = new KernelNat(flag, "accept"); DatagramChannel alice = kernel.openInside(ALICE)) {
            for (int i = 0; i < SAMPLES; i++) {
                alice.send(ByteBuffer.allocate(1), IpEndpoint.of(SERVER.address(), 1 + i).toInetSocketAddress());
            }
            return kernel.externalPorts();
        }
    }

    /** Many hosts send from one port to the same socket. */
    private static List<Integer> kernelsPortsUnderConflict() throws IOException {
        try (KernelNat kernel = new KernelNat("", "accept")) {
            for (int i = 0; i < CONFLICTS; i++) {
                IpEndpoint host = IpEndpoint.of(IpAddress.v4(0x0A000001 + i), ALICE.port());
                try (DatagramChannel channel = kernel.openInside(host)) {
                    channel.send(ByteBuffer.allocate(1), SERVER.toInetSocketAddress());
                }
            }
            return kernel.externalPorts();
        }
    }

    private static List<Integer> ourPorts() {
        Simulation simulation = new Simulation(5, new TraceSink() { });
        ElementContext sender = simulation.declare("sender");
        List<Integer> ports = new ArrayList<>();
        Middlebox nat = Nat.of(NatPreset.LINUX_MASQUERADE_RANDOM.behavior()).create(simulation.declare("nat"),
                (_, _) -> { }, (packet, _) -> ports.add(packet.source().port()), List.of(KernelNat.EXTERNAL));
        for (int i = 0; i < SAMPLES; i++) {
            Packet packet = sender.newPacket();
            packet.fillUdp(ALICE, IpEndpoint.of(SERVER.address(), 1 + i), ByteBuffer.allocate(1));
            nat.receive(packet, Middlebox.INSIDE, 0);
        }
        return ports;
    }
}
