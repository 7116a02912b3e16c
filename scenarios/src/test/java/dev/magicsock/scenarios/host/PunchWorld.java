package dev.magicsock.scenarios.host;

import dev.magicsock.core.MagicSockConfig;
import dev.magicsock.core.Observation;
import dev.magicsock.identity.EndpointAddr;
import dev.magicsock.identity.EndpointId;
import dev.magicsock.identity.RelayUrl;
import dev.magicsock.identity.SecretKey;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.topology.NetworkBuilder;
import dev.magicsock.path.PathId;
import dev.magicsock.punch.PunchStrategy;
import dev.magicsock.reports.record.Carrier;
import dev.magicsock.scenarios.traffic.DatagramLedger;
import dev.magicsock.scenarios.traffic.TestDatagram;
import dev.magicsock.scenarios.traffic.TrafficSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Two MagicSocks behind two NATs, a relay and two STUN servers, in which others may use the NATs too. Alice connects to
 * bob after a second, and both talk from then on. Made for many runs: it keeps nothing but what they came to.
 */
final class PunchWorld {

    static final Duration CONNECT = Duration.ofSeconds(1);
    private static final RelayUrl RELAY = RelayUrl.parse("http://eu.relay.test");

    private final long seed;
    private final Side alice;
    private final Side bob;
    private final double othersPerSecond;
    private Network network;

    private static final class Side implements EndpointListener {
        private final SecretKey key;
        private final NatBehavior nat;
        private final PunchStrategy strategy;
        private final Duration latency;
        private final DatagramLedger ledger = new DatagramLedger();
        private Optional<Instant> direct = Optional.empty();
        private long probes;

        Side(int number, NatBehavior nat, PunchStrategy strategy, SplittableRandom random) {
            this.key = SecretKey.generate(random);
            this.nat = nat;
            this.strategy = strategy;
            this.latency = Duration.ofMillis(5 + 10 * number + random.nextInt(10));
        }

        @Override
        public void observed(Observation observation, Instant now) {
            switch (observation) {
                case Observation.PathSelected(EndpointId _, PathId.Direct _, String _) when direct.isEmpty() ->
                        direct = Optional.of(now);
                case Observation.PathDeselected(EndpointId _, PathId.Direct _, String _) -> direct = Optional.empty();
                case Observation.PingSent(EndpointId _, PathId.Direct _, String _, int _) -> probes++;
                default -> {
                    // Nothing else is counted.
                }
            }
        }

        @Override
        public void carried(TestDatagram datagram, Carrier carrier, int bytes) {
        }

        @Override
        public void arrived(TestDatagram datagram, Carrier carrier, int bytes) {
        }

        @Override
        public void delivered(TestDatagram datagram, Optional<EndpointId> sender, int bytes, Instant now) {
        }

        @Override
        public void deliveredForeign(int bytes, Instant now) {
        }
    }

    private PunchWorld(long seed, NatBehavior natOfAlice, NatBehavior natOfBob, PunchStrategy strategy,
            double othersPerSecond) {
        SplittableRandom random = new SplittableRandom(seed);
        this.seed = seed;
        this.alice = new Side(0, natOfAlice, strategy, random);
        this.bob = new Side(1, natOfBob, strategy, random);
        this.othersPerSecond = othersPerSecond;
    }

    /** A world in which nobody else uses the NATs. */
    static PunchWorld of(long seed, NatBehavior natOfAlice, NatBehavior natOfBob, PunchStrategy strategy) {
        return new PunchWorld(seed, natOfAlice, natOfBob, strategy, 0);
    }

    /** A world in which others make so many mappings a second at each NAT, at random times. */
    static PunchWorld crowded(long seed, NatBehavior natOfAlice, NatBehavior natOfBob, PunchStrategy strategy,
            double othersPerSecond) {
        return new PunchWorld(seed, natOfAlice, natOfBob, strategy, othersPerSecond);
    }

    /** How long after connecting both were direct and stayed so; empty if they were not in this time. */
    Optional<Duration> run(Duration after) {
        build();
        network.runUntil(Instant.EPOCH.plus(CONNECT).plus(after));
        if (alice.direct.isEmpty() || bob.direct.isEmpty()) {
            return Optional.empty();
        }
        Instant later = alice.direct.get().isAfter(bob.direct.get()) ? alice.direct.get() : bob.direct.get();
        return Optional.of(Duration.between(Instant.EPOCH.plus(CONNECT), later));
    }

    /** Pings of both sides, to wherever. */
    long probes() {
        return alice.probes + bob.probes;
    }

    private void build() {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkBuilder builder = Network.builder(seed)
                .host("eu", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10)))
                        .program(new RelayProgram("1.2.3", List.of(), List.of(), random.split(), (_, _) -> { })))
                .host("stun1", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(8)))
                        .program(new StunProgram()))
                .host("stun2", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(12)))
                        .program(new StunProgram()));
        place(builder, "alice", alice, random, () -> application(alice, bob, true));
        place(builder, "bob", bob, random, () -> application(bob, alice, false));
        network = builder.build();
    }

    private void place(NetworkBuilder builder, String name, Side side, SplittableRandom random,
            Supplier<Application> application) {
        String home = "home-of-" + name;
        builder.router(home, router -> router.nat(Nat.of(side.nat)).link(LinkProfile.ofLatency(side.latency)));
        builder.host(name, host -> host.behind(home).programFactory("magicsock", () -> new EndpointProgram(side.key,
                config(side), 0, application.get(), network::now, _ -> network.addresses("eu"), side)));
        if (othersPerSecond > 0) {
            builder.host("others-of-" + name, host -> host.behind(home)
                    .program(new Others(othersPerSecond, random.split(), () -> network.addresses("stun1").getFirst())));
        }
    }

    private MagicSockConfig config(Side side) {
        List<InetSocketAddress> stun = Stream.of("stun1", "stun2").map(name -> new InetSocketAddress(
                network.addresses(name).getFirst().toInetAddress(), StunProgram.PORT)).toList();
        return MagicSockConfig.builder().relays(List.of(RELAY)).stunServers(stun).strategy(side.strategy).build();
    }

    private static Application application(Side self, Side other, boolean connects) {
        Application application = new Application(id -> new EndpointAddr(id, List.of(RELAY), List.of()));
        Instant from = Instant.EPOCH.plus(CONNECT);
        TrafficSource source = new TrafficSource(connects ? 0 : 1, connects ? 1 : 0, self.ledger::submit,
                Duration.ofMillis(200), 100, from, Instant.EPOCH.plus(Duration.ofHours(1)));
        if (connects) {
            application.connectAt(from, other.key.id());
            application.send(other.key.id(), source);
        } else {
            application.answer(other.key.id(), source);
        }
        return application;
    }
}
