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
import dev.magicsock.netsim.topology.NetworkBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Pairs of hosts, each behind a home router of its own, that send each other a plain datagram every five seconds. */
public final class PeerPairs {

    private static final int PORT = 4000;
    private static final int PAYLOAD_BYTES = 100;
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final LinkProfile LINK = LinkProfile.ofLatency(Duration.ofMillis(10));

    private final Network network;

    public PeerPairs(int pairs) {
        NetworkBuilder builder = Network.builder(1);
        for (int i = 0; i < pairs; i++) {
            addPeer(builder, "a" + i, "b" + i);
            addPeer(builder, "b" + i, "a" + i);
        }
        network = builder.build();
    }

    private void addPeer(NetworkBuilder builder, String name, String peer) {
        String home = "home-" + name;
        builder.router(home, router -> router.link(LINK).nat(Nat.of(NatPreset.HOME_ROUTER.behavior())));
        builder.host(name, host -> host.behind(home).link(LINK).program(new Peer(() -> outside("home-" + peer))));
    }

    /** Home routers keep the port, so that peers need nobody to tell them. */
    private IpEndpoint outside(String router) {
        return IpEndpoint.of(network.outsideAddresses(router).getFirst(), PORT);
    }

    /** Lets virtual time pass; how many datagrams ever arrived. */
    public long run(Duration duration) {
        network.run(duration);
        return network.ledger().delivered();
    }

    private static final class Peer implements Program {

        private final Supplier<IpEndpoint> other;
        private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES);
        private UdpSocket socket;
        private IpEndpoint destination;
        private Instant next;

        Peer(Supplier<IpEndpoint> other) {
            this.other = other;
        }

        @Override
        public void handle(HostEvent event, Host host, Instant now) {
            if (event instanceof HostEvent.Started) {
                socket = host.bindUdp(PORT);
                destination = other.get();
                next = now.plus(Duration.ofMillis(host.random().nextInt((int) PERIOD.toMillis())));
            } else if (event instanceof HostEvent.DeadlineReached && !now.isBefore(next)) {
                socket.send(destination, payload);
                next = next.plus(PERIOD);
            }
        }

        @Override
        public Optional<Instant> nextDeadline() {
            return Optional.of(next);
        }
    }
}
