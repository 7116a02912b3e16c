package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.link.LinkPreset;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.packet.DropReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {

    private final NetworkBuilder builder = Network.builder(1);
    private final Mailbox alice = new Mailbox(4001);
    private final Mailbox bob = new Mailbox(4002);

    @Test
    void publicHostsHaveBothFamiliesAndHostsBehindNatsPrivateIpv4() {
        Network network = builder.router("home", this::natted).host("alice", host -> host.behind("home"))
                .host("bob", host -> { }).build();

        assertEquals(addresses("10.1.0.2"), network.addresses("alice"));
        assertEquals(addresses("198.18.0.2"), network.outsideAddresses("home"));
        assertEquals(addresses("198.18.0.3", "2001:db8::2"), network.addresses("bob"));
    }

    @Test
    void routersWithoutNatShareTheAddressesOfTheirUpstream() {
        Network network = builder.router("office", router -> router.ipv6(true))
                .router("floor", router -> router.behind("office").ipv6(true).subnet("198.18.200.0/25"))
                .host("alice", host -> host.behind("office").program(alice))
                .host("bob", host -> host.behind("floor").program(bob)).build();

        assertEquals(addresses("198.19.0.3", "2001:db8:1::3"), network.addresses("alice"));
        assertEquals(addresses("198.18.200.2", "2001:db8:1:100::2"), network.addresses("bob"));
        assertEquals(List.of("0.0 4 from 198.19.0.3:4001", "0.0 6 from [2001:db8:1::3]:4001"), exchange(network));
    }

    @Test
    void realmsMayUseTheSameAddresses() {
        Network network = builder
                .router("left", router -> natted(router).subnet("192.168.1.0/24"))
                .router("right", router -> natted(router).subnet("192.168.1.0/24"))
                .host("alice", host -> host.behind("left").program(alice))
                .host("bob", host -> host.behind("right").program(bob)).build();
        assertEquals(network.addresses("alice"), network.addresses("bob"));

        // Both send to the other's outside address; the home routers keep ports, and the second datagram finds the way.
        IpEndpoint left = IpEndpoint.of(network.outsideAddresses("left").getFirst(), 4001);
        IpEndpoint right = IpEndpoint.of(network.outsideAddresses("right").getFirst(), 4002);
        alice.sendLater(Duration.ZERO, right, "opens");
        bob.sendLater(Duration.ofMillis(1), left, "arrives");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of("0.001 arrives from " + right), alice.received());
        assertEquals(1, network.ledger().dropped() - network.ledger().dropped(DropReason.ICMP_UNMATCHED));
    }

    @Test
    void natBehindNatTranslatesTwice() {
        Network network = builder.router("provider", this::natted)
                .router("home", router -> natted(router).behind("provider"))
                .host("alice", host -> host.behind("home").program(alice))
                .host("bob", host -> host.program(bob)).build();

        alice.sendLater(Duration.ZERO, IpEndpoint.of(network.addresses("bob").getFirst(), 4002), "twice");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of("0.0 twice from " + network.outsideAddresses("provider").getFirst() + ":4001"),
                bob.received());
    }

    @Test
    void unroutedAddressIsTheHostsOwnButReachesNobody() {
        Network network = builder.host("alice", host -> host.networkInterface("eth0",
                        each -> each.address("198.18.77.1").unroutedAddress("172.16.0.1")).program(alice))
                .host("bob", host -> host.program(bob)).build();

        assertEquals(addresses("198.18.77.1", "198.18.0.2", "2001:db8::2", "172.16.0.1"), network.addresses("alice"));
        bob.sendLater(Duration.ZERO, IpEndpoint.parse("198.18.77.1:4001"), "fixed");
        bob.sendLater(Duration.ZERO, IpEndpoint.parse("172.16.0.1:4001"), "unrouted");
        network.run(Duration.ofSeconds(1));
        assertEquals(List.of("0.0 fixed from 198.18.0.3:4002"), alice.received());
    }

    @Test
    void hostThatIsOffStartsWhenItIsSwitchedOn() {
        Network network = builder.host("alice", host -> host.program(alice))
                .host("bob", host -> host.program(bob).off()).build();
        IpEndpoint target = IpEndpoint.of(network.addresses("bob").getFirst(), 4002);
        alice.sendLater(Duration.ZERO, target, "early");
        alice.sendLater(Duration.ofSeconds(2), target, "late");
        network.schedule(Instant.ofEpochSecond(1), new Fault.HostStart("bob"));
        network.run(Duration.ofSeconds(3));

        assertEquals(List.of("2.0 late from 198.18.0.2:4001"), bob.received());
    }

    @Test
    void impossibleNetworksAreRefused() {
        refused(Network.builder(1).host("a", host -> host.behind("nowhere")));
        refused(Network.builder(1).router("a", router -> router.behind("a")));
        refused(Network.builder(1).name("x.test", "nobody").host("a", host -> { }));
        refused(Network.builder(1).router("four", router -> router.ipv4(false).ipv6(true))
                .router("inner", router -> router.behind("four")));
        assertThrows(IllegalArgumentException.class, () -> builder.host("internet", host -> { }));
        assertThrows(IllegalArgumentException.class, () -> builder.host("a/b", host -> { }));
        assertThrows(IllegalArgumentException.class, () -> builder.host("", host -> { }));
        assertThrows(IllegalArgumentException.class,
                () -> Network.builder(1).host("twice", host -> { }).router("twice", router -> { }));
        assertThrows(IllegalArgumentException.class,
                () -> builder.host("a", host -> host.networkInterface("e", each -> { })
                        .networkInterface("e", each -> { })));
        assertThrows(IllegalArgumentException.class, () -> builder.host("a", host -> host.program(alice).program(bob)));
        assertThrows(IllegalArgumentException.class,
                () -> builder.host("a", host -> host.link(LinkPreset.WIFI.profile())
                        .networkInterface("e", each -> { })));
    }

    @Test
    void networkWithoutRoomForAnotherHostIsRefused() {
        builder.router("small", router -> natted(router).subnet("192.168.1.0/29"));
        for (int i = 0; i < 3; i++) {
            builder.host("h" + i, host -> host.behind("small"));
        }
        refused(builder);
    }

    @Test
    void timeNeverRunsBackwards() {
        Network network = builder.build();
        network.run(Duration.ofSeconds(2));

        assertThrows(IllegalArgumentException.class, () -> network.runUntil(Instant.ofEpochSecond(1)));
        assertThrows(IllegalArgumentException.class, () -> network.schedule(Instant.ofEpochSecond(1), () -> { }));
        assertThrows(IllegalArgumentException.class, () -> network.run(Duration.ofSeconds(-1)));
    }

    private RouterOptions natted(RouterOptions router) {
        return router.nat(Nat.of(NatPreset.HOME_ROUTER.behavior()));
    }

    /** Alice sends one datagram to each of Bob's addresses; what Bob got. */
    private List<String> exchange(Network network) {
        for (IpAddress address : network.addresses("bob")) {
            alice.sendLater(Duration.ZERO, IpEndpoint.of(address, 4002), address.isV4() ? "4" : "6");
        }
        network.run(Duration.ofSeconds(1));
        return bob.received();
    }

    private static void refused(NetworkBuilder builder) {
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    private static List<IpAddress> addresses(String... literals) {
        return Stream.of(literals).map(IpAddress::parse).toList();
    }
}
