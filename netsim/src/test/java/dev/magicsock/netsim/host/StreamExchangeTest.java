package dev.magicsock.netsim.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.fault.Fault;
import dev.magicsock.netsim.fault.Way;
import dev.magicsock.netsim.link.LinkConditions;
import dev.magicsock.netsim.link.LinkProfile;
import dev.magicsock.netsim.link.Oversize;
import dev.magicsock.netsim.link.QueueLimit;
import dev.magicsock.netsim.nat.Nat;
import dev.magicsock.netsim.nat.NatPreset;
import dev.magicsock.netsim.packet.DropReason;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.packet.Transport;
import dev.magicsock.netsim.topology.Network;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Streams between programs on hosts, through links and routers. */
class StreamExchangeTest {

    private static final int PORT = 443;
    private static final Duration ONE_WAY = Duration.ofMillis(20);
    private static final LinkConditions USUAL = LinkConditions.ofLatency(ONE_WAY);

    private final StreamScript client = new StreamScript();
    private final StreamScript server = new StreamScript().listensAt(PORT);

    @Test
    void aStreamConnectsAfterOneRoundTripAndCarriesBytesBothWays() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ofSeconds(1), serverOf(network)).writes(bytes("hello"));
        server.echoes();
        network.poke("client");
        network.run(Duration.ofSeconds(3));
        assertEquals(List.of("1.04 connected"), client.log);
        assertEquals(List.of("1.06 accepted from 198.18.0.2 at 443"), server.log);
        assertEquals("hello", client.text());
    }

    @Test
    void aClosedPortRefusesAndAnUnknownAddressIsUnreachable() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, IpEndpoint.of(serverOf(network).address(), 9));
        client.connectsAt(Duration.ofSeconds(1), IpEndpoint.parse("198.18.77.77:443"));
        client.connectsAt(Duration.ofSeconds(2), IpEndpoint.parse("[2001:db8:ffff::1]:443"));
        network.poke("client");
        network.run(Duration.ofSeconds(3));
        assertEquals(List.of("0.04 REFUSED", "1.04 UNREACHABLE", "2.04 UNREACHABLE"), client.log);
        assertEquals(1, network.ledger().dropped(DropReason.STREAM_UNKNOWN));
    }

    @Test
    void withoutAnAddressAStreamFailsAsAnEventOfItsOwn() {
        Network network = build(USUAL);
        network.apply(new Fault.InterfaceDown("client", "eth0"));
        List<String> during = new ArrayList<>();
        client.at(Duration.ofSeconds(1), host -> {
            client.streams.add(host.connect(IpEndpoint.parse("198.18.0.3:443")));
            during.addAll(client.log);
        });
        network.poke("client");
        network.run(Duration.ofSeconds(2));
        assertEquals(List.of(), during);
        assertEquals(List.of("1.0 UNREACHABLE"), client.log);
        assertEquals(0, client.streams.getFirst().write(ByteBuffer.allocate(1)));
    }

    @Test
    void aHostConnectsToItself() {
        Network network = build(USUAL);
        server.connectsAt(Duration.ofSeconds(1), IpEndpoint.parse("127.0.0.1:443")).writes(bytes("me"));
        network.poke("server");
        network.run(Duration.ofSeconds(2));
        assertEquals(List.of("1.0 connected", "1.0 accepted from 127.0.0.1 at 443"), server.log);
    }

    @Test
    void losingDuplicatingDamagingLinksDelayBytesButDoNotChangeThem() {
        Network network = build(USUAL.withLossRatio(0.03).withDuplication(0.02).withCorruption(0.02));
        byte[] written = new byte[300_000];
        new SplittableRandom(5).nextBytes(written);
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(written);
        network.poke("client");
        network.run(Duration.ofSeconds(60));
        assertArrayEquals(written, server.received.toByteArray());
        assertTrue(network.ledger().dropped(DropReason.CHECKSUM_FAILED) > 0);
        assertEquals(network.ledger().underWay(), network.packetsUnderWay());
    }

    @Test
    void aTenMegabitLinkIsFilled() {
        Network network = build(USUAL.withBandwidth(10_000_000, QueueLimit.DEFAULT));
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[20_000_000]);
        network.poke("client");
        network.run(Duration.ofSeconds(2));
        int before = server.received.size();
        network.run(Duration.ofSeconds(8));
        // Headers take 40 of 1500 bytes.
        double megabits = (server.received.size() - before) * 8 / 8e6;
        assertTrue(megabits > 9.7 && megabits < 9.74, megabits + " Mbit/s");
    }

    @Test
    void lossAndDistanceTogetherLeaveLittle() {
        // Mathis et al. 1997: 1460 B / 0.1 s * 1.22 / sqrt(0.01) = 1.43 Mbit/s.
        LinkConditions conditions = LinkConditions.ofLatency(Duration.ofMillis(50));
        Network network = build(new LinkProfile(conditions.withLossRatio(0.01), conditions));
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[50_000_000]);
        network.poke("client");
        network.run(Duration.ofSeconds(200));
        double megabits = server.received.size() * 8 / 200e6;
        assertTrue(megabits > 0.9 && megabits < 1.9, megabits + " Mbit/s");
    }

    @Test
    void aSmallerMtuOnTheWayIsFoundUnlessItIsABlackHole() {
        for (Oversize oversize : Oversize.values()) {
            StreamScript sender = new StreamScript();
            StreamScript receiver = new StreamScript().listensAt(PORT);
            LinkProfile narrow = LinkProfile.both(USUAL.withMtu(1300, oversize));
            Network network = Network.builder(1)
                    .host("client", host -> host.link(LinkProfile.both(USUAL)).program(sender))
                    .host("server", host -> host.link(narrow).program(receiver))
                    .build();
            sender.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[50_000]);
            network.poke("client");
            network.run(Duration.ofSeconds(30));
            assertEquals(oversize == Oversize.ANSWER ? 50_000 : 0, receiver.received.size(), oversize.toString());
        }
    }

    @Test
    void anAddressThatVanishesStallsItsStreamsAndNewOnesUseTheNewAddress() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network));
        client.at(Duration.ofSeconds(2), host -> client.streams.getFirst().write(ByteBuffer.allocate(10)));
        client.connectsAt(Duration.ofSeconds(3), serverOf(network));
        network.poke("client");
        network.run(Duration.ofSeconds(1));
        network.apply(new Fault.AddressChange("client", "eth0", List.of(IpAddress.parse("198.18.200.1"))));
        network.run(Duration.ofSeconds(60));
        assertEquals(List.of("0.04 connected", "3.04 connected"), client.log);
        assertEquals(10, client.streams.getFirst().unacknowledgedBytes());
        assertEquals("3.06 accepted from 198.18.200.1 at 443", server.log.getLast());
        network.run(Duration.ofHours(1));
        assertTrue(client.log.getLast().endsWith("UNREACHABLE"), client.log.toString());
    }

    @Test
    void aHostThatWasSwitchedOffAndOnAnswersOldStreamsWithAReset() {
        StreamScript afterwards = new StreamScript();
        List<StreamScript> lives = new ArrayList<>(List.of(server, afterwards));
        Network network = Network.builder(1)
                .host("client", host -> host.link(LinkProfile.both(USUAL)).program(client))
                .host("server", host -> host.link(LinkProfile.both(USUAL)).programFactory("server", lives::removeFirst))
                .build();
        client.connectsAt(Duration.ZERO, serverOf(network));
        client.at(Duration.ofSeconds(9), host -> client.streams.getFirst().write(ByteBuffer.allocate(10)));
        network.poke("client");
        network.run(Duration.ofSeconds(1));
        network.apply(new Fault.HostStop("server"));
        network.run(Duration.ofSeconds(1));
        network.apply(new Fault.HostStart("server"));
        network.run(Duration.ofSeconds(20));
        assertEquals(List.of("0.08 connected", "9.08 RESET"), client.log);
        assertEquals(List.of(), afterwards.log);
    }

    @Test
    void aStreamOutlivesTheSleepOfItsHost() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network));
        client.at(Duration.ofSeconds(2), host -> client.streams.getFirst().write(ByteBuffer.wrap(bytes("awake"))));
        network.poke("client");
        network.run(Duration.ofSeconds(1));
        network.apply(new Fault.Suspend("client"));
        network.run(Duration.ofHours(8));
        network.apply(new Fault.Wake("client"));
        network.run(Duration.ofSeconds(3));
        assertEquals("awake", server.text());
    }

    @Test
    void aShortOutageOnlyDelays() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network));
        client.at(Duration.ofMillis(1500), host -> client.streams.getFirst().write(ByteBuffer.wrap(bytes("late"))));
        network.poke("client");
        network.run(Duration.ofSeconds(1));
        network.apply(new Fault.LinkDead("client/eth0", Way.BOTH));
        network.run(Duration.ofSeconds(3));
        network.apply(new Fault.LinkUp("client/eth0"));
        network.run(Duration.ofSeconds(4));
        assertEquals("late", server.text());
    }

    @Test
    void closingEndsBothProgramsInOrderAndLeavesNothingUnderWay() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(bytes("bye"));
        client.at(Duration.ofSeconds(1), host -> client.streams.getFirst().close());
        server.closesWhenClosed();
        network.poke("client");
        network.run(Duration.ofSeconds(100));
        assertEquals("1.02 END_OF_STREAM", server.log.getLast());
        assertEquals("1.04 END_OF_STREAM", client.log.getLast());
        assertEquals(0, network.packetsUnderWay());
    }

    @Test
    void aResetIsHeardByTheOtherProgramOnly() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network));
        client.at(Duration.ofSeconds(1), host -> client.streams.getFirst().reset());
        network.poke("client");
        network.run(Duration.ofSeconds(2));
        assertEquals("1.02 RESET", server.log.getLast());
        assertEquals(List.of("0.04 connected"), client.log);
    }

    @Test
    void whoStopsListeningDuringAHandshakeResetsIt() {
        Network network = build(USUAL);
        client.connectsAt(Duration.ZERO, serverOf(network));
        server.at(Duration.ofMillis(50), host -> host.unlisten(PORT));
        network.poke("client");
        network.poke("server");
        network.run(Duration.ofSeconds(2));
        assertEquals(List.of("0.04 connected", "0.08 RESET"), client.log);
        assertEquals(List.of(), server.log);
    }

    @Test
    void segmentsAreChargedForTheirHeaders() {
        List<Integer> sizes = new ArrayList<>();
        TraceSink sink = new TraceSink() {
            @Override
            public void sent(long timeNanos, int element, Packet packet) {
                assertEquals(Transport.STREAM, packet.transport());
                sizes.add(packet.sizeBytes());
            }
        };
        Network network = Network.builder(1).trace(sink)
                .host("client", host -> host.link(LinkProfile.both(USUAL)).program(client))
                .host("server", host -> host.link(LinkProfile.both(USUAL)).program(server))
                .build();
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[2000]);
        network.poke("client");
        network.run(Duration.ofSeconds(1));
        assertEquals(List.of(48, 48, 40, 1500, 580, 40), sizes);
    }

    @Test
    void equalSeedsGiveEqualPackets() {
        assertEquals(packetsOfOneRun(3), packetsOfOneRun(3));
    }

    @Test
    void aStreamCrossesANatLikeAnyOther() {
        Network network = Network.builder(1)
                .router("home", router -> router.nat(Nat.of(NatPreset.HOME_ROUTER.behavior())))
                .host("client", host -> host.behind("home").link(LinkProfile.both(USUAL)).program(client))
                .host("server", host -> host.link(LinkProfile.both(USUAL)).program(server))
                .build();
        client.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[100_000]);
        network.poke("client");
        network.run(Duration.ofSeconds(5));
        IpAddress outside = network.outsideAddresses("home").getFirst();
        assertEquals(List.of("0.12 accepted from " + outside + " at 443"), server.log);
        assertEquals(100_000, server.received.size());
    }

    private static List<String> packetsOfOneRun(long seed) {
        List<String> packets = new ArrayList<>();
        TraceSink sink = new TraceSink() {
            @Override
            public void sent(long timeNanos, int element, Packet packet) {
                packets.add(timeNanos + " " + packet + " " + packet.segment().digest());
            }
        };
        StreamScript sender = new StreamScript();
        StreamScript receiver = new StreamScript().listensAt(PORT).echoes();
        LinkProfile lossy = LinkProfile.both(USUAL.withLossRatio(0.05));
        Network network = Network.builder(seed).trace(sink)
                .host("client", host -> host.link(lossy).program(sender))
                .host("server", host -> host.link(lossy).program(receiver))
                .build();
        sender.connectsAt(Duration.ZERO, serverOf(network)).writes(new byte[50_000]);
        network.poke("client");
        network.run(Duration.ofSeconds(20));
        return packets;
    }

    private Network build(LinkConditions both) {
        return build(LinkProfile.both(both));
    }

    private Network build(LinkProfile clientLink) {
        return Network.builder(1)
                .host("client", host -> host.link(clientLink).program(client))
                .host("server", host -> host.link(LinkProfile.both(LinkConditions.PERFECT)).program(server))
                .build();
    }

    private static IpEndpoint serverOf(Network network) {
        return IpEndpoint.of(network.addresses("server").getFirst(), PORT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
