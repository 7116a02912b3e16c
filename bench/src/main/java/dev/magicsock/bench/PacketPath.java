package dev.magicsock.bench;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.host.Host;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.host.Program;
import dev.magicsock.netsim.host.UdpSocket;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A network that does nothing but carry packets: one host sends to another over flows used in turn, through any
 * number of NATs, at one packet per microsecond in bursts of {@link #BURST}.
 *
 * <p>The links from host to NAT, NAT to core and core to host take 20 microseconds each, so that some 64 packets are
 * under way at any time.
 */
public final class PacketPath {

    /** Packets under way between two bursts, without or with one NAT. */
    public static final int IN_FLIGHT = 64;
    /** Packets sent in one go. */
    static final int BURST = 16;

    private static final Duration HOP = Duration.ofNanos(20_000);
    private static final Duration BETWEEN_BURSTS = Duration.ofNanos(1000 * BURST);
    private static final int SERVER_PORT = 5000;

    private final Network network;

    /**
     * @param nats         routers with a NAT between the sender and the core
     * @param payloadBytes bytes of each datagram
     * @param flows        sockets that the sender uses in turn
     * @param trace        who watches, or null
     */
    public PacketPath(int nats, int payloadBytes, int flows, TraceSink trace) {
        String attachedTo = "internet";
        var builder = Network.builder(1).trace(trace);
        for (int i = 0; i < Math.max(nats, 1); i++) {
            String outer = attachedTo;
            boolean translates = i < nats;
            attachedTo = "router" + i;
            builder.router(attachedTo, router -> {
                router.behind(outer).link(LinkProfile.ofLatency(HOP));
                if (translates) {
                    router.nat(Nat.of(NatPreset.HOME_ROUTER.behavior()));
                }
            });
        }
        String innermost = attachedTo;
        network = builder
                .host("server", host -> host.link(LinkProfile.ofLatency(HOP)).program(new Receiver()))
                .host("client", host -> host.behind(innermost).link(LinkProfile.ofLatency(HOP))
                        .program(new Sender(payloadBytes, flows, () -> serverEndpoint())))
                .build();
        network.run(HOP);
    }

    private IpEndpoint serverEndpoint() {
        return IpEndpoint.of(network.addresses("server").getFirst(), SERVER_PORT);
    }

    /**
     * Lets this many packets, a multiple of {@link #BURST}, be sent and as many others arrive; how many ever
     * arrived.
     */
    public long run(int packets) {
        network.run(BETWEEN_BURSTS.multipliedBy(packets / BURST));
        return network.ledger().delivered();
    }

    /** How many packets were lost; there is no reason for any. */
    public long dropped() {
        return network.ledger().dropped();
    }

    private interface Destination {
        IpEndpoint get();
    }

    private static final class Sender implements Program {

        private final ByteBuffer payload;
        private final UdpSocket[] sockets;
        private final Destination destination;
        private IpEndpoint server;
        private int next;
        private Optional<Instant> deadline = Optional.empty();

        Sender(int payloadBytes, int flows, Destination destination) {
            this.payload = ByteBuffer.allocate(payloadBytes);
            this.sockets = new UdpSocket[flows];
            this.destination = destination;
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.Started) {
                server = destination.get();
                for (int i = 0; i < sockets.length; i++) {
                    sockets[i] = host.bindUdp(0);
                }
            }
            for (int i = 0; i < BURST; i++) {
                sockets[next].send(server, payload);
                next = next + 1 == sockets.length ? 0 : next + 1;
            }
            deadline = Optional.of(now.plus(BETWEEN_BURSTS));
        }

        @Override
        public Optional<Instant> nextDeadline() {
            return deadline;
        }
    }

    private static final class Receiver implements Program {

        private long receivedBytes;

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.DatagramReceived received) {
                receivedBytes += received.payload().remaining();
            } else if (event instanceof HostEvent.Started) {
                host.bindUdp(SERVER_PORT);
            }
        }
    }
}
