package dev.magicsock.netsim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.host.HostEvent;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Oversize;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Mailbox alice = new Mailbox(1);
    private final Mailbox bob = new Mailbox(2);
    private final Mailbox carol = new Mailbox(3);
    private final Network network = Network.builder(1)
            .router("home", router -> router.nat(Nat.of(NatPreset.HOME_ROUTER.behavior())).subnet("192.168.1.0/24"))
            .host("alice", host -> host
                    .networkInterface("wifi", wifi -> wifi.behind("home"))
                    .networkInterface("mobile", mobile -> mobile.down())
                    .program(alice))
            .host("bob", host -> host.program(bob))
            .host("carol", host -> host.behind("home").program(carol))
            .build();
    private final IpEndpoint bobsEndpoint = IpEndpoint.of(network.addresses("bob").getFirst(), 2);

    @Test
    void hostsStartOnlyWhenTheNetworkRuns() {
        assertEquals(List.of(IpAddress.parse("192.168.1.2")), network.addresses("alice"));
        assertEquals(Instant.EPOCH, network.now());
    }

    @Test
    void cutOwnLinkTakesTheAddressAwayAndGivesItBack() {
        network.apply(new Fault.LinkDown("alice/wifi"));
        network.run(STEP);
        sendFromAlice("lost");
        network.apply(new Fault.LinkUp("alice/wifi"));
        sendFromAlice("found");

        assertEquals(List.of("found"), texts(bob));
        assertEquals(1, network.ledger().dropped(DropReason.INTERFACE_DOWN));
        assertEquals(List.of(new HostEvent.AddressesChanged(List.of(IpAddress.parse("192.168.1.2")))), alice.others());
    }

    @Test
    void cutUplinkIsNotNoticedByHosts() {
        network.apply(new Fault.LinkDown("home/uplink"));
        sendFromAlice("lost");

        assertEquals(List.of(), alice.others());
        assertEquals(1, network.ledger().dropped(DropReason.LINK_DOWN));
    }

    @Test
    void deadDirectionLosesOnlyItsOwnPackets() {
        network.apply(new Fault.LinkDead("home/uplink", Way.DOWN));
        sendFromAlice("arrives");

        assertEquals(List.of("arrives"), texts(bob));
        answer("never comes");
        assertEquals(List.of(), texts(alice));
        assertEquals(1, network.ledger().dropped(DropReason.LINK_DEAD));
    }

    @Test
    void switchingInterfacesReplacesTheAddressInOneStep() {
        network.run(STEP);
        network.apply(new Fault.InterfaceSwitch("alice", "wifi", "mobile"));
        sendFromAlice("by mobile");

        assertEquals(1, alice.others().size());
        String from = network.addresses("alice").getFirst() + ":1";
        assertEquals(List.of("1.0 by mobile from " + from), bob.received());
    }

    @Test
    void renewedAddressIsRoutedAndTheOldOneIsNot() {
        IpEndpoint old = bobsEndpoint;
        network.apply(new Fault.AddressRenewal("bob", "eth0"));
        IpEndpoint renewed = IpEndpoint.of(network.addresses("bob").getFirst(), 2);
        assertNotEquals(old, renewed);

        send(alice, old, "old");
        send(alice, renewed, "new");

        assertEquals(List.of("new"), texts(bob));
        assertEquals(1, network.ledger().dropped(DropReason.NO_SUCH_HOST));
    }

    @Test
    void rebootedNatForgetsItsMappings() {
        sendFromAlice("hello");
        network.apply(new Fault.NatReboot("home"));
        answer("late");

        assertEquals(List.of(), texts(alice));
        assertEquals(1, network.ledger().dropped(DropReason.NAT_NO_MAPPING));
    }

    @Test
    void readdressedNatSendsFromItsNewAddress() {
        sendFromAlice("before");
        List<IpAddress> old = network.outsideAddresses("home");
        network.apply(new Fault.NatReaddress("home"));
        sendFromAlice("after");
        answer("answer");

        assertNotEquals(old, network.outsideAddresses("home"));
        assertEquals(List.of("before", "after"), texts(bob));
        assertEquals(List.of("answer"), texts(alice));
    }

    @Test
    void readdressedNatTakesTheGivenAddressAndKeepsThoseOfTheOtherFamily() {
        sendFromAlice("before");
        List<IpAddress> old = network.outsideAddresses("home");
        IpAddress given = IpAddress.parse("198.51.100.77");
        network.apply(new Fault.NatReaddress("home", List.of(given)));
        sendFromAlice("after");
        answer("answer");

        assertEquals(given, network.outsideAddresses("home").getFirst());
        assertEquals(old.stream().filter(IpAddress::isV6).toList(),
                network.outsideAddresses("home").stream().filter(IpAddress::isV6).toList());
        assertTrue(bob.received().getLast().contains("after from 198.51.100.77:"), bob.received().getLast());
        assertEquals(List.of("answer"), texts(alice));
    }

    @Test
    void partitionStopsOneSenderInOneDirection() {
        network.apply(new Fault.Partition("alice", "bob"));
        sendFromAlice("lost");
        send(carol, bobsEndpoint, "arrives");
        network.apply(new Fault.PartitionHealed("alice", "bob"));
        sendFromAlice("found");

        assertEquals(List.of("arrives", "found"), texts(bob));
        assertEquals(1, network.ledger().dropped(DropReason.PARTITIONED));
    }

    @Test
    void partitionFromBobLeavesAlicesPacketsAlone() {
        sendFromAlice("hello");
        network.apply(new Fault.Partition("bob", "alice"));
        answer("lost");
        sendFromAlice("again");

        assertEquals(List.of("hello", "again"), texts(bob));
        assertEquals(List.of(), texts(alice));
        assertEquals(1, network.ledger().dropped(DropReason.PARTITIONED));
    }

    @Test
    void partitionBetweenNeighboursIsInTheirOwnRouter() {
        network.apply(new Fault.Partition("alice", "carol"));
        send(alice, IpEndpoint.of(network.addresses("carol").getFirst(), 3), "lost");
        sendFromAlice("arrives");

        assertEquals(List.of(), texts(carol));
        assertEquals(List.of("arrives"), texts(bob));
    }

    @Test
    void blockedUdpCrossesTheUplinkInNoDirectionButStaysInside() {
        network.apply(new Fault.UdpBlocked("home"));
        sendFromAlice("lost");
        send(alice, IpEndpoint.of(network.addresses("carol").getFirst(), 3), "inside");
        network.apply(new Fault.UdpUnblocked("home"));
        sendFromAlice("found");

        assertEquals(List.of("found"), texts(bob));
        assertEquals(List.of("inside"), texts(carol));
        assertEquals(1, network.ledger().dropped(DropReason.UDP_BLOCKED));
    }

    @Test
    void stoppedHostLosesEverythingAndStartsAnew() {
        network.run(STEP);
        network.apply(new Fault.HostStop("bob"));
        sendFromAlice("lost");
        network.apply(new Fault.HostStart("bob"));
        sendFromAlice("found");

        assertEquals(List.of("found"), texts(bob));
        assertEquals(1, network.ledger().dropped(DropReason.HOST_DOWN));
    }

    @Test
    void steppedClockTellsThePrograms() {
        network.run(STEP);
        network.apply(new Fault.ClockStep("bob", Duration.ofSeconds(-31)));

        assertEquals(List.of(new HostEvent.WallClockSet()), bob.others());
    }

    @Test
    void answerAboutATooBigPacketPassesTheNat() {
        network.apply(new Fault.LinkChanged("home/uplink",
                LinkProfile.both(LinkConditions.PERFECT.withMtu(1280, Oversize.ANSWER))));
        sendFromAlice("x".repeat(1252));
        sendFromAlice("y".repeat(1253));

        assertEquals(List.of("x".repeat(1252)), texts(bob));
        assertEquals(List.of(new IcmpError.PacketTooBig(1280)), alice.errors());
    }

    @Test
    void blackHoleSaysNothing() {
        network.apply(new Fault.LinkChanged("bob/eth0",
                LinkProfile.both(LinkConditions.PERFECT.withMtu(1280, Oversize.BLACK_HOLE))));
        sendFromAlice("y".repeat(1253));

        assertEquals(List.of(), texts(bob));
        assertEquals(List.of(), alice.errors());
        assertEquals(1, network.ledger().dropped(DropReason.PACKET_TOO_BIG));
    }

    @Test
    void faultsThatNameNothingAreRefused() {
        for (Fault fault : List.of(new Fault.LinkDown("alice/eth7"), new Fault.InterfaceUp("alice", "eth7"),
                new Fault.InterfaceUp("nobody", "eth0"), new Fault.NatReboot("nowhere"),
                new Fault.NatReboot("internet"),
                new Fault.Partition("alice", "nobody"), new Fault.Partition("alice", "internet"),
                new Fault.ClockSkew("bob", 1_000_000), new Fault.AddressRenewal("bob", "wifi"))) {
            assertThrows(IllegalArgumentException.class, () -> network.apply(fault), fault.toString());
        }
    }

    private void sendFromAlice(String text) {
        send(alice, bobsEndpoint, text);
    }

    private void send(Mailbox from, IpEndpoint to, String text) {
        from.sendLater(sinceStart(), to, text);
        network.poke(from == alice ? "alice" : from == bob ? "bob" : "carol");
        network.run(Duration.ZERO);
    }

    /** From Bob to where his last datagram came from. */
    private void answer(String text) {
        String last = bob.received().getLast();
        send(bob, IpEndpoint.parse(last.substring(last.lastIndexOf(' ') + 1)), text);
    }

    private Duration sinceStart() {
        return Duration.between(Instant.EPOCH, network.now());
    }

    private static List<String> texts(Mailbox mailbox) {
        return mailbox.received().stream().map(each -> each.split(" ", 2)[1].replaceFirst(" from .*", "")).toList();
    }
}
