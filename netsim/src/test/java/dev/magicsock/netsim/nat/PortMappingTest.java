package dev.magicsock.netsim.nat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.element.ElementContext;
import dev.magicsock.netsim.element.Middlebox;
import dev.magicsock.netsim.element.Rebootable;
import dev.magicsock.netsim.element.Simulation;
import dev.magicsock.netsim.nat.PortMappingServer.Failure;
import dev.magicsock.netsim.nat.PortMappingServer.Protocol;
import dev.magicsock.netsim.packet.Packet;
import dev.magicsock.netsim.trace.TraceSink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A translator that the inside asks for mappings, in the bytes of RFC 6887 and RFC 6886. */
class PortMappingTest {

    private static final IpAddress EXTERNAL = IpAddress.parse("203.0.113.1");
    private static final IpEndpoint ALICE = IpEndpoint.parse("10.0.0.1:5000");
    private static final IpEndpoint ALICES_CLIENT = IpEndpoint.parse("10.0.0.1:40000");
    private static final IpEndpoint BOBS_CLIENT = IpEndpoint.parse("10.0.0.2:40000");
    private static final IpEndpoint STRANGER = IpEndpoint.parse("198.51.100.7:4444");
    private static final IpEndpoint SERVER = IpEndpoint.of(PortMappingServer.ADDRESS, PortMappingServer.PORT);

    private final Simulation simulation = new Simulation(3, new TraceSink() { });
    private final ElementContext sender = simulation.declare("sender");
    private Middlebox nat = nat(Failure.NONE, Protocol.PCP, Protocol.NAT_PMP);
    private Packet inside;
    private Packet outside;
    private long now;

    @Test
    void everybodyGetsInAtAMappedPort() {
        assertEquals(Optional.empty(), in(IpEndpoint.of(EXTERNAL, 5000)));
        ByteBuffer answer = ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow();

        assertEquals(0, answer.get(3));
        assertEquals(7200, answer.getInt(4));
        assertEquals(EXTERNAL, IpAddress.of(Arrays.copyOfRange(answer.array(), 44, 60)));
        assertEquals(Optional.of(ALICE), in(IpEndpoint.of(EXTERNAL, answer.getShort(42) & 0xFFFF)));
    }

    @Test
    void whatIsSentFromTheMappedPortLeavesFromThere() {
        ask(ALICES_CLIENT, pcp(ALICE, 7200, 1));
        IpEndpoint first = out(ALICE, STRANGER);

        assertEquals(5000, first.port());
        assertEquals(first, out(ALICE, IpEndpoint.parse("198.51.100.8:1")));
    }

    @Test
    void aMappingEndsWithItsLifetimeUnlessItIsRenewed() {
        ask(ALICES_CLIENT, pcp(ALICE, 100, 1));
        at(90);
        ask(ALICES_CLIENT, pcp(ALICE, 100, 1));
        at(189);
        assertEquals(Optional.of(ALICE), in(IpEndpoint.of(EXTERNAL, 5000)));
        at(190);
        assertEquals(Optional.empty(), in(IpEndpoint.of(EXTERNAL, 5000)));
    }

    @Test
    void aMappingIsGivenBackWithALifetimeOfZero() {
        ask(ALICES_CLIENT, pcp(ALICE, 7200, 1));
        ask(ALICES_CLIENT, pcp(ALICE, 0, 1));

        assertEquals(Optional.empty(), in(IpEndpoint.of(EXTERNAL, 5000)));
    }

    @Test
    void sessionsOutliveAMappingThatIsGivenBackOnlyByTheirLifetime() {
        ask(ALICES_CLIENT, pcp(ALICE, 7200, 1));
        IpEndpoint external = out(ALICE, STRANGER);
        ask(ALICES_CLIENT, pcp(ALICE, 0, 1));

        assertEquals(external, out(ALICE, STRANGER));
        at(121);
        assertEquals(Optional.empty(), in(external));
    }

    @Test
    void theSecondWhoWantsAPortGetsAnotherOne() {
        ask(ALICES_CLIENT, pcp(ALICE, 7200, 1));
        ByteBuffer answer = ask(BOBS_CLIENT, pcp(IpEndpoint.parse("10.0.0.2:5000"), 7200, 2)).orElseThrow();

        assertEquals(0, answer.get(3));
        assertNotEquals(5000, answer.getShort(42) & 0xFFFF);
    }

    @Test
    void nobodyChangesAMappingWithoutItsNonceOrForAnotherHost() {
        ask(ALICES_CLIENT, pcp(ALICE, 7200, 1));

        assertEquals(2, ask(ALICES_CLIENT, pcp(ALICE, 0, 9)).orElseThrow().get(3));
        assertEquals(12, ask(BOBS_CLIENT, pcp(ALICE, 0, 1)).orElseThrow().get(3));
        assertEquals(Optional.of(ALICE), in(IpEndpoint.of(EXTERNAL, 5000)));
    }

    @Test
    void natPmpTellsTheAddressAndMaps() {
        ByteBuffer address = ask(ALICES_CLIENT, new byte[] {0, 0}).orElseThrow();
        assertEquals(EXTERNAL, IpAddress.of(Arrays.copyOfRange(address.array(), 8, 12)));
        ByteBuffer mapped = ask(ALICES_CLIENT, natPmp(5000, 600)).orElseThrow();

        assertEquals(0, mapped.getShort(2));
        assertEquals(600, mapped.getInt(12));
        assertEquals(Optional.of(ALICE), in(IpEndpoint.of(EXTERNAL, mapped.getShort(10) & 0xFFFF)));
    }

    @Test
    void whoKnowsOneProtocolSaysSoToTheOther() {
        nat = nat(Failure.NONE, Protocol.NAT_PMP);
        ByteBuffer answer = ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow();
        assertEquals(0, answer.get(0));
        assertEquals(1, answer.getShort(2));

        nat = nat(Failure.NONE, Protocol.PCP);
        answer = ask(ALICES_CLIENT, natPmp(5000, 600)).orElseThrow();
        assertEquals(2, answer.get(0));
        assertEquals(1, answer.get(3));
    }

    @Test
    void aRestartForgetsMappingsAndBeginsAnotherEpoch() {
        at(1000);
        assertEquals(1000, ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow().getInt(8));
        ((Rebootable) nat).reboot(List.of(EXTERNAL), now);
        at(1010);

        assertEquals(Optional.empty(), in(IpEndpoint.of(EXTERNAL, 5000)));
        assertEquals(10, ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow().getInt(8));
    }

    @Test
    void failuresAreWhatTheySay() {
        nat = nat(Failure.REFUSES, Protocol.PCP, Protocol.NAT_PMP);
        assertEquals(2, ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow().get(3));
        assertEquals(2, ask(ALICES_CLIENT, natPmp(5000, 600)).orElseThrow().getShort(2));

        nat = nat(Failure.LOSES_LEASES, Protocol.PCP);
        assertEquals(7200, ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow().getInt(4));
        at(29);
        assertEquals(Optional.of(ALICE), in(IpEndpoint.of(EXTERNAL, 5000)));
        at(30);
        assertEquals(Optional.empty(), in(IpEndpoint.of(EXTERNAL, 5000)));

        nat = nat(Failure.WRONG_ADDRESS, Protocol.PCP);
        ByteBuffer answer = ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).orElseThrow();
        assertEquals(IpAddress.parse("192.0.2.66"), IpAddress.of(Arrays.copyOfRange(answer.array(), 44, 60)));
    }

    @Test
    void whoDoesNotAnswerPassesTheQuestionOn() {
        nat = Nat.of(NatPreset.HOME_ROUTER.behavior()).create(simulation.declare("plain"),
                (packet, _) -> inside = packet, (packet, _) -> outside = packet, List.of(EXTERNAL));

        assertTrue(ask(ALICES_CLIENT, pcp(ALICE, 7200, 1)).isEmpty());
        assertEquals(SERVER, outside.destination());
    }

    @Property(tries = 500)
    void anyBytesAreAnsweredOrNot(@ForAll @Size(max = 80) byte[] bytes) {
        ask(ALICES_CLIENT, bytes);
    }

    private PortMappingTest at(int seconds) {
        now = Duration.ofSeconds(seconds).toNanos();
        return this;
    }

    private Middlebox nat(Failure failure, Protocol... protocols) {
        NatBehavior behavior = NatPreset.HOME_ROUTER.behavior().toBuilder()
                .portMapping(new PortMappingServer(List.of(protocols), failure)).build();
        return Nat.of(behavior).create(simulation.declare("nat " + failure + List.of(protocols)),
                (packet, _) -> inside = packet, (packet, _) -> outside = packet, List.of(EXTERNAL));
    }

    private Optional<ByteBuffer> ask(IpEndpoint client, byte[] request) {
        receive(Middlebox.INSIDE, client, SERVER, request);
        if (inside == null) {
            return Optional.empty();
        }
        assertEquals(SERVER, inside.source());
        assertEquals(client, inside.destination());
        byte[] answer = new byte[inside.payloadBytes()];
        inside.payload().slice().get(answer);
        return Optional.of(ByteBuffer.wrap(answer));
    }

    private IpEndpoint out(IpEndpoint from, IpEndpoint to) {
        receive(Middlebox.INSIDE, from, to, new byte[1]);
        return outside.source();
    }

    private Optional<IpEndpoint> in(IpEndpoint external) {
        receive(Middlebox.OUTSIDE, STRANGER, external, new byte[1]);
        return Optional.ofNullable(inside).map(Packet::destination);
    }

    private void receive(int side, IpEndpoint from, IpEndpoint to, byte[] bytes) {
        inside = null;
        outside = null;
        Packet packet = sender.newPacket();
        packet.fillUdp(from, to, ByteBuffer.wrap(bytes));
        nat.receive(packet, side, now);
    }

    private static byte[] pcp(IpEndpoint internal, int lifetime, int nonce) {
        ByteBuffer request = ByteBuffer.allocate(60).put(0, (byte) 2).put(1, (byte) 1).putInt(4, lifetime);
        byte[] client = internal.address().toBytes();
        request.putShort(18, (short) 0xFFFF).put(20, client).putInt(24, nonce).put(36, (byte) 17);
        return request.putShort(40, (short) internal.port()).putShort(42, (short) internal.port()).array();
    }

    private static byte[] natPmp(int port, int lifetime) {
        return ByteBuffer.allocate(12).put((byte) 0).put((byte) 1).putShort((short) 0).putShort((short) port)
                .putShort((short) port).putInt(lifetime).array();
    }
}
