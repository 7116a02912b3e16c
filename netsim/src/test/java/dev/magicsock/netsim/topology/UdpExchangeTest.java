package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UdpExchangeTest {

    private final Mailbox alice = new Mailbox(4000);
    private final Mailbox bob = new Mailbox(5000);

    @Test
    void datagramArrivesAfterTheLatencyOfBothLinks() {
        Network network = twoHosts();

        alice.sendLater(Duration.ofMillis(1), bobsEndpoint(network), "hello");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of("0.031 hello from 198.18.0.2:4000"), bob.received());
        assertEquals(1, network.ledger().delivered());
    }

    @Test
    void datagramToAClosedPortIsRejectedAndItsSenderTold() {
        Network network = twoHosts();
        IpEndpoint closed = IpEndpoint.of(network.addresses("bob").getFirst(), 9);

        alice.sendLater(Duration.ZERO, closed, "hello");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of(new IcmpError.PortUnreachable()), alice.errors());
        assertEquals(1, network.ledger().dropped(DropReason.PORT_UNREACHABLE));
    }

    @Test
    void datagramToAnUnknownAddressIsRejectedByTheRouter() {
        Network network = twoHosts();

        alice.sendLater(Duration.ZERO, IpEndpoint.parse("198.18.99.99:1"), "hello");
        alice.sendLater(Duration.ZERO, IpEndpoint.parse("8.8.8.8:1"), "hello");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of(new IcmpError.HostUnreachable(), new IcmpError.HostUnreachable()), alice.errors());
        assertEquals(1, network.ledger().dropped(DropReason.NO_SUCH_HOST));
        assertEquals(1, network.ledger().dropped(DropReason.NO_ROUTE));
    }

    @Test
    void datagramToOneselfNeverLeavesTheHost() {
        Network network = twoHosts();

        alice.sendLater(Duration.ZERO, IpEndpoint.of(network.addresses("alice").getFirst(), 4000), "me");
        alice.sendLater(Duration.ZERO, IpEndpoint.parse("127.0.0.1:4000"), "loop");
        network.apply(new Fault.LinkDead("alice/eth0", Way.BOTH));
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of("0.0 me from 198.18.0.2:4000", "0.0 loop from 127.0.0.1:4000"), alice.received());
    }

    @Test
    void familiesAreChosenByTheDestination() {
        Network network = twoHosts();
        IpAddress v6 = network.addresses("bob").get(1);

        alice.sendLater(Duration.ZERO, IpEndpoint.of(v6, 5000), "six");
        network.run(Duration.ofSeconds(1));

        assertEquals(List.of("0.03 six from [2001:db8::2]:4000"), bob.received());
    }

    @Test
    void hostBehindARouterWithoutIpv6CannotSendOverIt() {
        Network network = Network.builder(1)
                .router("home", home -> home.subnet("192.168.1.0/24"))
                .host("alice", host -> host.behind("home").program(alice))
                .build();

        alice.sendLater(Duration.ZERO, IpEndpoint.parse("[2001:db8::1]:1"), "six");
        network.run(Duration.ofSeconds(1));

        assertEquals(1, network.ledger().dropped(DropReason.NO_SOURCE_ADDRESS));
    }

    @Test
    void sleepingHostLosesPacketsAndItsClockStandsStill() {
        Network network = twoHosts();
        network.schedule(Instant.ofEpochSecond(1), new Fault.Suspend("bob"));
        network.schedule(Instant.ofEpochSecond(5), new Fault.Wake("bob"));
        alice.sendLater(Duration.ofSeconds(2), bobsEndpoint(network), "lost");
        alice.sendLater(Duration.ofSeconds(6), bobsEndpoint(network), "late");

        network.run(Duration.ofSeconds(10));

        assertEquals(List.of("2.03 late from 198.18.0.2:4000"), bob.received());
        assertEquals(List.of(new HostEvent.Resumed(Duration.ofSeconds(4))), bob.others());
        assertEquals(1, network.ledger().dropped(DropReason.HOST_ASLEEP));
    }

    private Network twoHosts() {
        return Network.builder(1)
                .host("alice", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(10))).program(alice))
                .host("bob", host -> host.link(LinkProfile.ofLatency(Duration.ofMillis(20))).program(bob))
                .build();
    }

    private static IpEndpoint bobsEndpoint(Network network) {
        return IpEndpoint.of(network.addresses("bob").getFirst(), 5000);
    }
}
