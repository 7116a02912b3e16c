package dev.magicsock.netsim.topology;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.host.ProcessingDelay;
import dev.magicsock.netsim.link.Jitter;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Loss;
import dev.magicsock.netsim.link.Oversize;
import dev.magicsock.netsim.link.QueueLimit;
import dev.magicsock.netsim.link.Reordering;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.trace.TraceSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Networks of chattering hosts for tests, with any mix of NATs, impairments and faults; all of it follows
 * from a seed.
 */
final class RandomNetworks {

    /** When the last fault happens. */
    static final Duration FAULTY_TIME = Duration.ofSeconds(2);
    /** A /48, a /56 and a /64 below each other: below that no prefix is left for a router. */
    private static final int DEEPEST_IPV6 = 3;

    private final SplittableRandom dice;
    private final Map<String, Integer> depths = new HashMap<>();
    private final List<String> routers = new ArrayList<>(List.of(NetworkBuilder.INTERNET));
    private final List<String> hosts = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<IpEndpoint> peers = new ArrayList<>();

    private RandomNetworks(long seed) {
        this.dice = new SplittableRandom(seed);
    }

    static Network make(long seed, TraceSink trace) {
        return new RandomNetworks(seed).make(Network.builder(seed).trace(trace));
    }

    private Network make(NetworkBuilder builder) {
        int routerCount = dice.nextInt(5);
        for (int i = 0; i < routerCount; i++) {
            addRouter(builder, "r" + i);
        }
        int hostCount = 2 + dice.nextInt(4);
        for (int i = 0; i < hostCount; i++) {
            addHost(builder, "h" + i);
        }
        Network network = builder.build();
        meetEverybody(network);
        int faults = dice.nextInt(8);
        for (int i = 0; i < faults; i++) {
            long at = dice.nextLong(FAULTY_TIME.toNanos());
            network.schedule(Instant.EPOCH.plusNanos(at), fault());
        }
        return network;
    }

    private void addRouter(NetworkBuilder builder, String name) {
        String behind = any(routers);
        int depth = 1 + depths.getOrDefault(behind, 0);
        depths.put(name, depth);
        builder.router(name, router -> {
            router.behind(behind).ipv6(dice.nextBoolean() && depth <= DEEPEST_IPV6).link(profile());
            if (dice.nextBoolean() || !behind.equals(NetworkBuilder.INTERNET)) {
                router.nat(Nat.of(any(List.of(NatPreset.values())).behavior()));
            }
        });
        routers.add(name);
        links.add(name + "/uplink");
    }

    private void addHost(NetworkBuilder builder, String name) {
        builder.host(name, host -> {
            int interfaces = 1 + dice.nextInt(2);
            for (int i = 0; i < interfaces; i++) {
                host.networkInterface("if" + i, each -> each.behind(any(routers)).link(profile()));
                links.add(name + "/if" + i);
            }
            if (dice.nextBoolean()) {
                host.processing(new ProcessingDelay(Duration.ofNanos(50_000), Duration.ofNanos(100_000)));
            }
            host.program(new Chatter(() -> peers));
        });
        hosts.add(name);
    }

    /** Everybody talks to every host's own addresses, NATs' outside addresses and some that nobody has. */
    private void meetEverybody(Network network) {
        for (String host : hosts) {
            network.addresses(host).forEach(address -> peers.add(IpEndpoint.of(address, Chatter.PORT)));
        }
        for (String router : routers) {
            network.outsideAddresses(router).forEach(address -> peers.add(IpEndpoint.of(address, Chatter.PORT)));
        }
        peers.add(IpEndpoint.of(IpAddress.parse("203.0.113.9"), 1));
        peers.add(IpEndpoint.of(IpAddress.parse("127.0.0.1"), Chatter.PORT));
    }

    private LinkProfile profile() {
        return dice.nextInt(3) == 0
                ? any(List.of(LinkPreset.values())).profile()
                : new LinkProfile(conditions(), conditions());
    }

    private LinkConditions conditions() {
        LinkConditions conditions = LinkConditions.ofLatency(Duration.ofMillis(dice.nextInt(30)));
        if (dice.nextBoolean()) {
            conditions = conditions.withJitter(new Jitter.Uniform(Duration.ofMillis(dice.nextInt(10))));
        }
        if (dice.nextBoolean()) {
            conditions = conditions.withLoss(dice.nextBoolean()
                    ? new Loss.Bernoulli(dice.nextDouble() / 4) : Loss.GilbertElliott.bursts(0.1, 3));
        }
        if (dice.nextBoolean()) {
            conditions = conditions.withDuplication(dice.nextDouble() / 4).withCorruption(dice.nextDouble() / 8)
                    .withReordering(new Reordering(dice.nextDouble() / 4, Duration.ofMillis(5)));
        }
        if (dice.nextBoolean()) {
            conditions = conditions.withBandwidth(100_000 + dice.nextInt(10_000_000),
                    new QueueLimit.Packets(dice.nextInt(5)));
        }
        if (dice.nextBoolean()) {
            conditions = conditions.withMtu(600 + dice.nextInt(900), any(List.of(Oversize.values())));
        }
        return conditions;
    }

    private Fault fault() {
        String host = any(hosts);
        return switch (dice.nextInt(18)) {
            case 0 -> new Fault.LinkDown(any(links));
            case 1 -> new Fault.LinkUp(any(links));
            case 2 -> new Fault.LinkDead(any(links), any(List.of(Way.values())));
            case 3 -> new Fault.LinkChanged(any(links), profile());
            case 4 -> new Fault.InterfaceDown(host, "if0");
            case 5 -> new Fault.InterfaceUp(host, "if0");
            case 6 -> new Fault.AddressRenewal(host, "if0");
            case 7 -> routers.size() == 1 ? new Fault.Suspend(host) : new Fault.NatReboot(routers.getLast());
            case 8 -> routers.size() == 1 ? new Fault.Wake(host) : new Fault.NatReaddress(routers.getLast());
            case 9 -> new Fault.Partition(host, any(hosts));
            case 10 -> routers.size() == 1 ? new Fault.HostStop(host) : new Fault.UdpBlocked(routers.getLast());
            case 11 -> new Fault.ClockStep(host, Duration.ofSeconds(-40));
            case 12 -> new Fault.Suspend(host);
            case 13 -> new Fault.Wake(host);
            case 14 -> new Fault.HostStop(host);
            case 15 -> new Fault.UdpPartition(host, any(hosts));
            case 16 -> new Fault.InterfaceSwitch(host, "if0", "if0");
            default -> new Fault.HostStart(host);
        };
    }

    private <T> T any(List<T> list) {
        return list.get(dice.nextInt(list.size()));
    }
}
