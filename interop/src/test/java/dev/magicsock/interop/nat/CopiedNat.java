package dev.magicsock.interop.nat;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A NAT of the laboratory that draws what the kernel drew, and notes that it had to draw. */
final class CopiedNat {

    /** What the next draw is: the distance of the kernel's port from the first one that it may draw. */
    private final class Dictated implements RandomGenerator {

        private int offset;
        private int draws;

        @Override
        public int nextInt(int bound) {
            draws++;
            return offset;
        }

        @Override
        public long nextLong() {
            throw new IllegalStateException("netfilter draws 16 bits at a time");
        }
    }

    private final Simulation simulation = new Simulation(1, new TraceSink() { });
    private final ElementContext sender = simulation.declare("sender");
    private final Dictated random = new Dictated();
    private final Middlebox nat;
    private Packet inside;
    private Packet outside;

    CopiedNat(NatBehavior behavior) {
        nat = Nat.drawing(behavior, random).create(simulation.declare("nat"), (packet, _) -> inside = packet,
                (packet, _) -> outside = packet, List.of(KernelNat.EXTERNAL));
    }

    /**
     * A packet from the inside; the source with which it leaves, if it does.
     *
     * @param kernels the external port that the kernel gave to it, if it did
     */
    Optional<IpEndpoint> outbound(IpEndpoint from, IpEndpoint to, Optional<Integer> kernels, Duration now) {
        random.offset = Math.max(0, kernels.orElse(0) - firstThatMayBeDrawn(from.port()));
        receive(Middlebox.INSIDE, from, to, now);
        return Optional.ofNullable(outside).map(Packet::source);
    }

    /** A packet from the outside; the destination at which it comes in, if it does. */
    Optional<IpEndpoint> inbound(IpEndpoint from, IpEndpoint external, Duration now) {
        receive(Middlebox.OUTSIDE, from, external, now);
        return Optional.ofNullable(inside).map(Packet::destination);
    }

    /** Forgets all sessions. */
    void flush(Duration now) {
        ((Rebootable) nat).reboot(List.of(KernelNat.EXTERNAL), now.toNanos());
    }

    /** How many ports were drawn so far. */
    int draws() {
        return random.draws;
    }

    private static int firstThatMayBeDrawn(int internalPort) {
        if (internalPort < 512) {
            return 1;
        }
        return internalPort < 1024 ? 600 : 1024;
    }

    private void receive(int side, IpEndpoint from, IpEndpoint to, Duration now) {
        inside = null;
        outside = null;
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.allocate(4));
        nat.receive(packet, side, now.toNanos());
    }
}
