package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.firewall.Firewall;
import dev.magicsock.netsim.firewall.FirewallBehavior;
import dev.magicsock.netsim.firewall.UdpBlock;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Translators and firewalls in whole networks, from socket to socket. */
class NatExchangeTest {

    private final Mailbox alice = new Mailbox(4000);
    private final Mailbox bob = new Mailbox(5000);
    private Network network;

    @Test
    void answerFindsItsWayBackThroughTwoTranslatorsInARow() {
        network = Network.builder(1)
                .router("carrier", router -> router.nat(Nat.of(NatPreset.CARRIER_GRADE.behavior())))
                .router("home", router -> router.behind("carrier").nat(Nat.of(NatPreset.HOME_ROUTER.behavior())))
                .host("alice", host -> host.behind("home").program(alice))
                .host("bob", host -> host.program(bob))
                .build();

        alice.sendLater(Duration.ofSeconds(1), bobs(), "hello");
        network.run(Duration.ofSeconds(2));
        IpEndpoint seen = lastSource(bob);
        bob.sendLater(Duration.ofSeconds(3), seen, "back");
        network.poke("bob");
        network.run(Duration.ofSeconds(2));

        assertEquals(network.outsideAddresses("carrier").getFirst(), seen.address());
        assertEquals(bobs(), lastSource(alice));
    }

    @Test
    void strangerIsFilteredAndCountedSo() {
        home(NatPreset.HOME_ROUTER);
        IpEndpoint mapped = IpEndpoint.of(network.outsideAddresses("home").getFirst(), 4000);

        alice.sendLater(Duration.ofSeconds(1), IpEndpoint.of(bobs().address(), 9), "to another port");
        bob.sendLater(Duration.ofSeconds(2), mapped, "refused");
        bob.sendLater(Duration.ofSeconds(500), mapped, "too late");
        network.run(Duration.ofSeconds(501));

        assertEquals(List.of(), alice.received());
        assertEquals(1, network.ledger().dropped(DropReason.NAT_FILTERED));
        assertEquals(1, network.ledger().dropped(DropReason.NAT_MAPPING_EXPIRED));
    }

    @Test
    void icmpErrorComesBackThroughTheTranslator() {
        home(NatPreset.SYMMETRIC);

        alice.sendLater(Duration.ofSeconds(1), IpEndpoint.of(bobs().address(), 9), "closed");
        network.run(Duration.ofSeconds(2));

        assertEquals(List.of(new IcmpError.PortUnreachable()), alice.errors());
    }

    @Test
    void hostsBehindOneTranslatorReachEachOtherByTheirExternalEndpoints() {
        network = Network.builder(1)
                .router("home", router -> router.nat(Nat.of(NatPreset.FULL_CONE.behavior())))
                .host("alice", host -> host.behind("home").program(alice))
                .host("bob", host -> host.behind("home").program(bob))
                .host("other", host -> { })
                .build();
        IpEndpoint other = IpEndpoint.of(network.addresses("other").getFirst(), 9);
        IpEndpoint bobOutside = IpEndpoint.of(network.outsideAddresses("home").getFirst(), 5000);

        bob.sendLater(Duration.ofSeconds(1), other, "opens");
        alice.sendLater(Duration.ofSeconds(2), bobOutside, "hairpin");
        network.run(Duration.ofSeconds(3));

        assertEquals(IpEndpoint.of(bobOutside.address(), 4000), lastSource(bob));
    }

    @Test
    void rebootCutsOffWhoeverDoesNotSendFirst() {
        home(NatPreset.FULL_CONE);
        IpEndpoint mapped = IpEndpoint.of(network.outsideAddresses("home").getFirst(), 4000);
        network.schedule(Instant.ofEpochSecond(2), new Fault.NatReboot("home"));

        alice.sendLater(Duration.ofSeconds(1), bobs(), "hello");
        bob.sendLater(Duration.ofSeconds(3), mapped, "cut off");
        alice.sendLater(Duration.ofSeconds(4), bobs(), "hello again");
        bob.sendLater(Duration.ofSeconds(5), mapped, "works again");
        network.run(Duration.ofSeconds(6));

        assertEquals(1, network.ledger().dropped(DropReason.NAT_NO_MAPPING));
        assertEquals(1, alice.received().size());
    }

    @Test
    void ipv6PassesTheTranslatorAndStopsAtTheFirewall() {
        network = Network.builder(1)
                .router("home", router -> router.ipv6(true)
                        .nat(Nat.of(NatPreset.HOME_ROUTER.behavior()))
                        .middlebox("firewall", Firewall.of(
                                FirewallBehavior.of(FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT))))
                .host("alice", host -> host.behind("home").program(alice))
                .host("bob", host -> host.program(bob))
                .build();
        IpEndpoint alices = IpEndpoint.of(network.addresses("alice").get(1), 4000);
        IpEndpoint bobs = IpEndpoint.of(network.addresses("bob").get(1), 5000);

        bob.sendLater(Duration.ofSeconds(1), alices, "unsolicited");
        alice.sendLater(Duration.ofSeconds(2), bobs, "hello");
        bob.sendLater(Duration.ofSeconds(3), alices, "answer");
        network.run(Duration.ofSeconds(4));

        assertEquals(1, network.ledger().dropped(DropReason.FIREWALL_NO_FLOW));
        assertEquals(alices, lastSource(bob));
        assertTrue(alice.received().getFirst().contains("answer"));
    }

    @Test
    void blockedUdpPassesToAllowedPortsOnly() {
        network = Network.builder(1)
                .router("office", router -> router.middlebox("block", UdpBlock.except(List.of(5000))))
                .host("alice", host -> host.behind("office").program(alice))
                .host("bob", host -> host.program(bob))
                .build();

        alice.sendLater(Duration.ofSeconds(1), IpEndpoint.of(bobs().address(), 5001), "blocked");
        alice.sendLater(Duration.ofSeconds(2), bobs(), "allowed");
        network.run(Duration.ofSeconds(3));

        assertEquals(1, network.ledger().dropped(DropReason.UDP_BLOCKED));
        assertEquals(1, bob.received().size());
    }

    private void home(NatPreset preset) {
        network = Network.builder(1)
                .router("home", router -> router.nat(Nat.of(preset.behavior())))
                .host("alice", host -> host.behind("home").program(alice))
                .host("bob", host -> host.program(bob))
                .build();
    }

    private IpEndpoint bobs() {
        return IpEndpoint.of(network.addresses("bob").getFirst(), 5000);
    }

    private static IpEndpoint lastSource(Mailbox mailbox) {
        String line = mailbox.received().getLast();
        return IpEndpoint.parse(line.substring(line.indexOf(" from ") + " from ".length()));
    }
}
