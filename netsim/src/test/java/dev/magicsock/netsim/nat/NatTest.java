package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.packet.DropDetail;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.IcmpError;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.StreamSegment;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The translator as an element: what comes in by one side and leaves by which, with which endpoints. */
class NatTest {

    private static final IpAddress EXTERNAL = IpAddress.parse("203.0.113.1");
    private static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint BOB = IpEndpoint.parse("10.0.0.2:6000");
    private static final IpEndpoint ALICE_OUTSIDE = IpEndpoint.parse("203.0.113.1:5000");
    private static final IpEndpoint BOB_OUTSIDE = IpEndpoint.parse("203.0.113.1:6000");
    private static final IpEndpoint REMOTE = IpEndpoint.parse("198.51.100.7:4444");
    private static final IpEndpoint STRANGER = IpEndpoint.parse("198.51.100.8:4444");

    private final List<String> log = new ArrayList<>();
    private final Simulation simulation = new Simulation(1, new DropLog());
    private final ElementContext sender = simulation.declare("sender");
    private Nat nat;
    private long now;

    @Test
    void translatesTheSourceOnTheWayOutAndTheDestinationOnTheWayIn() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());

        udp(Middlebox.INSIDE, ALICE, REMOTE);
        udp(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE);

        assertLog("outside UDP 203.0.113.1:5000 > 198.51.100.7:4444", "inside UDP 198.51.100.7:4444 > 10.0.0.1:5000");
    }

    @Test
    void namesTheReasonOfEveryDrop() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        udp(Middlebox.INSIDE, ALICE, REMOTE);
        log.clear();

        udp(Middlebox.OUTSIDE, STRANGER, ALICE_OUTSIDE);
        udp(Middlebox.OUTSIDE, STRANGER, BOB_OUTSIDE);
        udp(Middlebox.OUTSIDE, STRANGER, ALICE);

        assertLog("nat drops: nat-filtered, address-and-port-dependent, no contact with 198.51.100.8:4444",
                "nat drops: nat-no-mapping, no mapping has 203.0.113.1:6000",
                "nat drops: nat-no-mapping, no mapping has 10.0.0.1:5000");
    }

    @Test
    void streamsHaveMappingsOfTheirOwnThatEndSoonAfterTheStream() {
        nat = nat(NatBehavior.builder().build());
        stream(Middlebox.INSIDE, ALICE, REMOTE, Flag.SYN);
        udp(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE);
        stream(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE, Flag.SYN);
        stream(Middlebox.INSIDE, ALICE, REMOTE, Flag.NONE);
        now = Duration.ofHours(2).toNanos();
        stream(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE, Flag.RST);
        now += Duration.ofMinutes(4).toNanos();
        stream(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE, Flag.NONE);

        assertLog("outside STREAM 203.0.113.1:5000 > 198.51.100.7:4444",
                "nat drops: nat-no-mapping, no mapping has 203.0.113.1:5000",
                "inside STREAM 198.51.100.7:4444 > 10.0.0.1:5000",
                "outside STREAM 203.0.113.1:5000 > 198.51.100.7:4444",
                "inside STREAM 198.51.100.7:4444 > 10.0.0.1:5000",
                "nat drops: nat-mapping-expired, the mapping of 10.0.0.1:5000 to 203.0.113.1:5000 expired 0 ms ago");
    }

    @Test
    void hairpinningGoesThroughBothMappingsAndTheFilterOfTheReceiver() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        udp(Middlebox.INSIDE, ALICE, BOB_OUTSIDE);
        udp(Middlebox.INSIDE, BOB, ALICE_OUTSIDE);
        udp(Middlebox.INSIDE, ALICE, BOB_OUTSIDE);

        assertLog("nat drops: nat-no-mapping, no mapping has 203.0.113.1:6000",
                "inside UDP 203.0.113.1:6000 > 10.0.0.1:5000",
                "inside UDP 203.0.113.1:5000 > 10.0.0.2:6000");
    }

    @Test
    void hairpinningMayShowTheInternalSource() {
        nat = nat(NatPreset.FULL_CONE.behavior().toBuilder().hairpinning(Hairpinning.INTERNAL_SOURCE).build());
        udp(Middlebox.INSIDE, BOB, REMOTE);
        udp(Middlebox.INSIDE, ALICE, BOB_OUTSIDE);

        assertLog("outside UDP 203.0.113.1:6000 > 198.51.100.7:4444", "inside UDP 10.0.0.1:5000 > 10.0.0.2:6000");
    }

    @Test
    void hairpinningMayBeRefused() {
        nat = nat(NatPreset.PORT_RESTRICTED.behavior());
        udp(Middlebox.INSIDE, BOB, REMOTE);
        udp(Middlebox.INSIDE, ALICE, BOB_OUTSIDE);

        assertLog("outside UDP 203.0.113.1:6000 > 198.51.100.7:4444",
                "nat drops: nat-hairpin-refused, sent from inside to the external endpoint 203.0.113.1:6000");
    }

    @Test
    void icmpErrorFromOutsideReachesTheOneWhosePacketItIsAbout() {
        nat = nat(NatPreset.SYMMETRIC.behavior());
        Packet sent = udp(Middlebox.INSIDE, ALICE, REMOTE);
        log.clear();

        icmp(Middlebox.OUTSIDE, IpEndpoint.parse("192.0.2.9:0"), sent);

        assertLog("inside ICMP 192.0.2.9:0 > 10.0.0.1:0 about 10.0.0.1:5000 > 198.51.100.7:4444");
    }

    @Test
    void icmpErrorAboutAPacketThatNobodySentIsDropped() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());

        icmp(Middlebox.OUTSIDE, IpEndpoint.parse("192.0.2.9:0"), packet(ALICE_OUTSIDE, REMOTE));

        assertLog("nat drops: nat-no-mapping, no mapping has 203.0.113.1:5000");
    }

    @Test
    void icmpErrorsNeitherRefreshNorEndMappings() {
        nat = nat(NatPreset.HOME_ROUTER.behavior().toBuilder().mappingRefresh(Refresh.BOTH).build());
        Packet sent = udp(Middlebox.INSIDE, ALICE, REMOTE);
        now = Duration.ofSeconds(100).toNanos();
        icmp(Middlebox.OUTSIDE, REMOTE, sent);
        udp(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE);
        log.clear();
        now = Duration.ofSeconds(219).toNanos();
        icmp(Middlebox.OUTSIDE, REMOTE, packet(ALICE_OUTSIDE, REMOTE));
        now = Duration.ofSeconds(220).toNanos();
        icmp(Middlebox.OUTSIDE, REMOTE, packet(ALICE_OUTSIDE, REMOTE));

        assertLog("inside ICMP 198.51.100.7:4444 > 10.0.0.1:0 about 10.0.0.1:5000 > 198.51.100.7:4444",
                "nat drops: nat-no-mapping, no mapping has 203.0.113.1:5000");
    }

    @Test
    void icmpErrorFromInsideShowsNoInternalEndpoint() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        udp(Middlebox.INSIDE, ALICE, REMOTE);
        Packet arrived = udp(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE);
        log.clear();

        icmp(Middlebox.INSIDE, IpEndpoint.of(ALICE.address(), 0), arrived);

        assertLog("outside ICMP 203.0.113.1:0 > 198.51.100.7:0 about 198.51.100.7:4444 > 203.0.113.1:5000");
    }

    @Test
    void icmpErrorAboutAHairpinnedPacketGoesBackToItsSender() {
        nat = nat(NatPreset.FULL_CONE.behavior());
        udp(Middlebox.INSIDE, BOB, REMOTE);
        Packet arrived = udp(Middlebox.INSIDE, ALICE, BOB_OUTSIDE);
        log.clear();

        icmp(Middlebox.INSIDE, IpEndpoint.of(BOB.address(), 0), arrived);

        assertLog("inside ICMP 203.0.113.1:0 > 10.0.0.1:0 about 10.0.0.1:5000 > 203.0.113.1:6000");
    }

    @Test
    void icmpErrorsMayBeRefused() {
        nat = nat(NatPreset.CORPORATE.behavior());
        Packet sent = udp(Middlebox.INSIDE, ALICE, REMOTE);
        log.clear();

        icmp(Middlebox.OUTSIDE, REMOTE, sent);

        assertLog("nat drops: nat-icmp-refused, it passes no ICMP errors");
    }

    @Test
    void rebootForgetsAllMappingsAndMayBringAnotherAddress() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        udp(Middlebox.INSIDE, ALICE, REMOTE);
        log.clear();

        nat.reboot(List.of(IpAddress.parse("203.0.113.9")), now);
        udp(Middlebox.OUTSIDE, REMOTE, ALICE_OUTSIDE);
        udp(Middlebox.INSIDE, ALICE, REMOTE);

        assertLog("nat drops: nat-no-mapping, no mapping has 203.0.113.1:5000",
                "outside UDP 203.0.113.9:5000 > 198.51.100.7:4444");
    }

    @Test
    void randomPortsAreOthersAfterAReboot() {
        nat = nat(NatPreset.SYMMETRIC.behavior());
        udp(Middlebox.INSIDE, ALICE, REMOTE);
        nat.reboot(List.of(EXTERNAL), now);
        udp(Middlebox.INSIDE, ALICE, REMOTE);

        assertNotEquals(log.get(0), log.get(1));
    }

    @Test
    void ipv6PassesUntouchedUnlessItIsToBeTranslated() {
        IpEndpoint six = IpEndpoint.parse("[2001:db8:1::1]:5000");
        IpEndpoint remote = IpEndpoint.parse("[2001:db8:2::2]:4444");
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        udp(Middlebox.INSIDE, six, remote);
        udp(Middlebox.OUTSIDE, remote, six);
        nat = nat(NatPreset.HOME_ROUTER.behavior().toBuilder().ipv6(Ipv6Handling.TRANSLATED).build());
        udp(Middlebox.INSIDE, six, remote);

        assertLog("outside UDP [2001:db8:1::1]:5000 > [2001:db8:2::2]:4444",
                "inside UDP [2001:db8:2::2]:4444 > [2001:db8:1::1]:5000",
                "outside UDP [2001:db8:ffff::1]:5000 > [2001:db8:2::2]:4444");
    }

    @Test
    void withoutAnExternalAddressNothingIsTranslated() {
        nat = nat(NatPreset.HOME_ROUTER.behavior());
        nat.reboot(List.of(), now);

        udp(Middlebox.INSIDE, ALICE, REMOTE);

        assertLog("nat drops: nat-not-translatable, no external address is of the family of 10.0.0.1:5000");
    }

    private Nat nat(NatBehavior behavior) {
        String name = nat == null ? "nat" : "another nat";
        return (Nat) Nat.of(behavior).create(simulation.declare(name),
                (packet, _) -> left("inside", packet), (packet, _) -> left("outside", packet),
                List.of(EXTERNAL, IpAddress.parse("2001:db8:ffff::1")));
    }

    private void left(String side, Packet packet) {
        String line = side + " " + packet.transport() + " " + packet.source() + " > " + packet.destination();
        String quoted = " about " + packet.quotedSource() + " > " + packet.quotedDestination();
        log.add(packet.transport() == Transport.ICMP ? line + quoted : line);
    }

    private Packet udp(int side, IpEndpoint from, IpEndpoint to) {
        Packet packet = packet(from, to);
        nat.receive(packet, side, now);
        return packet;
    }

    private Packet packet(IpEndpoint from, IpEndpoint to) {
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.allocate(10));
        return packet;
    }

    private void stream(int side, IpEndpoint from, IpEndpoint to, Flag flag) {
        Packet packet = sender.newPacket();
        packet.fillStream(from, to, new Segment(flag));
        nat.receive(packet, side, now);
    }

    private void icmp(int side, IpEndpoint from, Packet about) {
        Packet packet = sender.newPacket();
        packet.fillIcmp(from, new IcmpError.HostUnreachable(), about);
        nat.receive(packet, side, now);
    }

    private void assertLog(String... lines) {
        assertEquals(List.of(lines), log);
    }

    private enum Flag { NONE, SYN, RST }

    private record Segment(Flag flag) implements StreamSegment {
        @Override
        public boolean syn() {
            return flag == Flag.SYN;
        }

        @Override
        public boolean ack() {
            return true;
        }

        @Override
        public boolean fin() {
            return false;
        }

        @Override
        public boolean rst() {
            return flag == Flag.RST;
        }

        @Override
        public int headerBytes() {
            return 20;
        }

        @Override
        public int payloadBytes() {
            return 0;
        }

        @Override
        public long digest() {
            return 0;
        }
    }

    private final class DropLog implements TraceSink {
        @Override
        public void dropped(long timeNanos, int element, Packet packet, DropReason reason, DropDetail detail) {
            log.add("nat drops: " + reason.label() + ", " + detail.describe());
        }
    }
}
