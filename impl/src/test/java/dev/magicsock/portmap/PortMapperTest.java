package dev.magicsock.portmap;

import static dev.magicsock.portmap.MappingProtocol.NAT_PMP;
import static dev.magicsock.portmap.MappingProtocol.PCP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.portmap.PortMapperOutput.Reason;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PortMapperTest {

    private static final InetSocketAddress MAPPED =
            new InetSocketAddress(FakeGateway.EXTERNAL, FakeGateway.PORT);

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void getsAMappingWithOneRoundOfPackets(MappingProtocol protocol) {
        FakeGateway gateway = new FakeGateway(protocol).start();

        PortMapping expected = new PortMapping(protocol, MAPPED, Duration.ofHours(2));
        assertEquals(Optional.of(expected), gateway.mapper.mapping());
        assertEquals(List.of(new PortMapperOutput.Mapped(expected)), told(gateway));
        assertEquals(protocol == PCP ? 1 : 2, gateway.requests);
    }

    @Test
    void fallsBackToNatPmpWhenTheGatewayKnowsNothingElse() {
        FakeGateway gateway = new FakeGateway(PCP, NAT_PMP);
        gateway.pcp = false;
        gateway.start();

        assertEquals(NAT_PMP, gateway.mapper.mapping().orElseThrow().protocol());
        assertEquals(new PortMapperOutput.Failed(PCP, "it speaks version 0 only"), told(gateway).getFirst());
    }

    @Test
    void aSilentGatewayCostsFourRequestsOfEachProtocolAndThenRest() {
        FakeGateway gateway = new FakeGateway(PCP, NAT_PMP);
        gateway.pcp = false;
        gateway.natPmp = false;
        gateway.start().pass(Duration.ofSeconds(8));

        assertEquals(4 + 2 * 4, gateway.requests);
        assertEquals(new PortMapperOutput.GaveUp(FakeGateway.GATEWAY, Duration.ofMinutes(5)), told(gateway).getLast());
        gateway.pass(Duration.ofMinutes(4));
        assertEquals(12, gateway.requests);
        gateway.pass(Duration.ofDays(1));
        assertTrue(gateway.requests < 12 * 30, gateway.requests + " requests in a day");
    }

    @Test
    void aGatewayThatComesToLifeIsAskedAgain() {
        FakeGateway gateway = new FakeGateway(PCP);
        gateway.pcp = false;
        gateway.natPmp = false;
        gateway.start().pass(Duration.ofMinutes(1));
        gateway.pcp = true;

        gateway.pass(Duration.ofMinutes(5));
        assertTrue(gateway.mapper.mapping().isPresent());
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void refusalsAreNamedAndNothingIsMapped(MappingProtocol protocol) {
        FakeGateway gateway = new FakeGateway(protocol);
        gateway.result = 2;
        gateway.start();

        assertTrue(gateway.mapper.mapping().isEmpty());
        String why = protocol == PCP ? "NOT_AUTHORIZED" : "not authorized";
        assertEquals(new PortMapperOutput.Failed(protocol, why), told(gateway).getFirst());
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void aMappingIsRenewedWithoutAnybodyHearingOfIt(MappingProtocol protocol) {
        FakeGateway gateway = new FakeGateway(protocol);
        gateway.lifetimeSeconds = 120;
        gateway.start().pass(Duration.ofHours(1));

        assertEquals(1, told(gateway).size());
        assertTrue(gateway.mapper.mapping().isPresent());
        assertTrue(gateway.requests >= 60 && gateway.requests <= 122, gateway.requests + " requests");
    }

    @Test
    void aLeaseThatNobodyRenewsAnyMoreIsLostAtItsEndAndNotBefore() {
        FakeGateway gateway = new FakeGateway(PCP);
        gateway.lifetimeSeconds = 600;
        gateway.start();
        gateway.pcp = false;
        gateway.natPmp = false;

        gateway.pass(Duration.ofSeconds(599));
        assertTrue(gateway.mapper.mapping().isPresent());
        gateway.pass(Duration.ofSeconds(1));
        assertTrue(gateway.mapper.mapping().isEmpty());
        assertTrue(told(gateway).stream().anyMatch(each ->
                each instanceof PortMapperOutput.Lost(_, Reason reason) && reason == Reason.EXPIRED));
    }

    @ParameterizedTest
    @EnumSource(names = {"PCP", "NAT_PMP"})
    void aGatewayThatBeganAnewIsNoticedWithinTwoMinutes(MappingProtocol protocol) {
        FakeGateway gateway = new FakeGateway(protocol).start().pass(Duration.ofMinutes(30));
        gateway.restart();
        gateway.externalPort = 5555;
        gateway.pass(Duration.ofMinutes(2));

        assertEquals(5555, gateway.mapper.mapping().orElseThrow().external().getPort());
        List<PortMapperOutput> told = told(gateway);
        assertTrue(told.contains(new PortMapperOutput.GatewayRestarted(protocol)), told::toString);
        assertEquals(1, told.stream().filter(PortMapperOutput.Lost.class::isInstance).count());
    }

    @Test
    void anUndisturbedGatewayIsNeverTakenForRestarted() {
        FakeGateway gateway = new FakeGateway(NAT_PMP).start().pass(Duration.ofHours(10));

        assertFalse(told(gateway).contains(new PortMapperOutput.GatewayRestarted(NAT_PMP)));
    }

    @Test
    void aRefusalAtRenewalEndsTheMappingAtOnce() {
        FakeGateway gateway = new FakeGateway(PCP).start();
        gateway.result = 8;
        gateway.pass(Duration.ofMinutes(2));

        assertTrue(gateway.mapper.mapping().isEmpty());
        assertTrue(told(gateway).contains(new PortMapperOutput.Failed(PCP, "NO_RESOURCES")));
    }

    @Test
    void anExternalAddressBehindAnotherNatIsToldToNobody() {
        for (String inner : List.of("10.0.0.2", "100.64.3.4", "192.168.0.7", "172.20.1.1", "169.254.1.1", "0.0.0.0")) {
            FakeGateway gateway = new FakeGateway(PCP);
            gateway.external = FakeGateway.address(inner);
            gateway.start();

            assertTrue(gateway.mapper.mapping().isEmpty(), inner);
            assertTrue(told(gateway).getFirst() instanceof PortMapperOutput.BehindAnotherNat, inner);
        }
    }

    @Test
    void othersCannotGrantOrEndAnything() {
        FakeGateway gateway = new FakeGateway(PCP);
        gateway.pcp = false;
        gateway.natPmp = false;
        gateway.start();
        byte[] forged = new byte[60];
        forged[0] = 2;
        forged[1] = (byte) 0x81;
        forged[36] = 17;
        gateway.fromGateway(forged);
        gateway.mapper.onDatagram(new InetSocketAddress(FakeGateway.OWN, PortMapper.GATEWAY_PORT),
                ByteBuffer.wrap(forged), gateway.now);

        assertTrue(gateway.mapper.mapping().isEmpty());
        assertTrue(told(gateway).isEmpty());
    }

    @Test
    void nothingIsSentToAnybodyButTheGateway() {
        FakeGateway gateway = new FakeGateway(MappingProtocol.values());
        gateway.pcp = false;
        gateway.natPmp = false;
        gateway.start().pass(Duration.ofHours(2));

        assertTrue(gateway.said.stream().noneMatch(each -> each instanceof PortMapperOutput.Send send
                && !send.destination().getAddress().equals(FakeGateway.GATEWAY)));
    }

    @Test
    void whatIsHeldIsGivenBackAtTheEnd() {
        FakeGateway gateway = new FakeGateway(PCP).start();
        List<PortMapperOutput> end = gateway.mapper.release();

        byte[] request = ((PortMapperOutput.Send) end.getFirst()).datagram();
        assertEquals(0, ByteBuffer.wrap(request).getInt(4));
        assertTrue(end.getLast() instanceof PortMapperOutput.Lost);
        assertTrue(gateway.mapper.nextDeadline().isEmpty());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PortMapperSettings(FakeGateway.GATEWAY, FakeGateway.OWN,
                0, List.of(PCP), Duration.ofHours(1)));
        assertThrows(IllegalArgumentException.class, () -> new PortMapperSettings(FakeGateway.GATEWAY, FakeGateway.OWN,
                1, List.of(PCP, PCP), Duration.ofHours(1)));
        assertThrows(IllegalArgumentException.class, () -> PortMapperSettings.of(FakeGateway.GATEWAY,
                FakeGateway.address("::1"), 1));
    }

    /** Everything but packets. */
    private static List<PortMapperOutput> told(FakeGateway gateway) {
        return gateway.said.stream().filter(each -> !(each instanceof PortMapperOutput.Send)).toList();
    }
}
