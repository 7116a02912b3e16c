package dev.magicsock.netsim.nat;

import static dev.magicsock.netsim.nat.NatTableFixture.ALICE;
import static dev.magicsock.netsim.nat.NatTableFixture.ALICES_OTHER_SOCKET;
import static dev.magicsock.netsim.nat.NatTableFixture.BOB;
import static dev.magicsock.netsim.nat.NatTableFixture.CAROL;
import static dev.magicsock.netsim.nat.NatTableFixture.ELSEWHERE;
import static dev.magicsock.netsim.nat.NatTableFixture.REMOTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneToOneNatTest {

    private static final IpAddress FIRST = IpAddress.parse("203.0.113.1");
    private static final IpAddress SECOND = IpAddress.parse("203.0.113.2");

    private final NatTableFixture open = nat(NatPreset.CLOUD_ONE_TO_ONE);

    @Test
    void eachInternalAddressHasAnExternalOneToItselfAndKeepsItsPorts() {
        assertEquals(IpEndpoint.of(FIRST, 5000), open.out(ALICE, REMOTE));
        assertEquals(IpEndpoint.of(SECOND, 5000), open.out(BOB, REMOTE));
        assertEquals(IpEndpoint.of(FIRST, 6000), open.out(ALICES_OTHER_SOCKET, ELSEWHERE));
    }

    @Test
    void nothingIsLeftForTheNextOne() {
        open.out(ALICE, REMOTE);
        open.out(BOB, REMOTE);

        assertInstanceOf(NatDrop.NoPort.class, open.send(CAROL, REMOTE));
    }

    @Test
    void outsideReachesAnyPortOfAnAddressThatSomebodyHas() {
        open.out(ALICE, REMOTE);

        Translation.Translated translated =
                assertInstanceOf(Translation.Translated.class, open.receive(IpEndpoint.of(FIRST, 443), ELSEWHERE));

        assertEquals(IpEndpoint.of(ALICE.address(), 443), translated.endpoint());
        assertEquals("nat-no-mapping: no mapping has 203.0.113.2:443",
                NatTableFixture.why(open.receive(IpEndpoint.of(SECOND, 443), ELSEWHERE)));
    }

    @Test
    void addressStaysTheSameAfterEverythingHasExpired() {
        open.out(BOB, REMOTE);
        open.at(10_000);

        assertEquals(IpEndpoint.of(SECOND, 5000), open.out(ALICE, REMOTE));
        assertEquals(IpEndpoint.of(FIRST, 5000), open.out(BOB, REMOTE));
        assertInstanceOf(Translation.Translated.class, open.receive(IpEndpoint.of(FIRST, 5000), ELSEWHERE));
    }

    @Test
    void filteredOneLetsInOnlyWhoWasSentTo() {
        NatTableFixture filtered = nat(NatPreset.CLOUD_ONE_TO_ONE_FILTERED);
        IpEndpoint external = filtered.out(ALICE, REMOTE);

        assertFalse(filtered.letsIn(external, ELSEWHERE));
        assertFalse(filtered.letsIn(IpEndpoint.of(FIRST, 443), REMOTE));
        assertInstanceOf(Translation.Translated.class, filtered.receive(external, REMOTE));
    }

    @Test
    void scanFromOutsideFillsNoMoreThanTheLimit() {
        NatTableFixture nat = nat(NatPreset.CLOUD_ONE_TO_ONE.behavior().toBuilder()
                .limits(new NatLimits(3, 3, 8)).build());
        nat.out(ALICE, REMOTE);

        for (int port = 1; port <= 100; port++) {
            nat.receive(IpEndpoint.of(FIRST, port), ELSEWHERE);
        }

        assertEquals(3, nat.table.mappings());
    }

    @Test
    void otherKnobsOfPortsContradictIt() {
        NatBehavior behavior = NatPreset.CLOUD_ONE_TO_ONE.behavior();

        for (NatBehaviorBuilder wrong : List.of(
                behavior.toBuilder().mapping(MappingBehavior.ADDRESS_DEPENDENT),
                behavior.toBuilder().ports(new PortAssignment.Random()),
                behavior.toBuilder().portRange(PortRange.UNPRIVILEGED),
                behavior.toBuilder().portReuseDelay(Duration.ofSeconds(1)),
                behavior.toBuilder().unsolicitedInbound(UnsolicitedInbound.CLAIMS_FLOW))) {
            assertThrows(IllegalArgumentException.class, wrong::build);
        }
    }

    private static NatTableFixture nat(NatPreset preset) {
        return nat(preset.behavior());
    }

    private static NatTableFixture nat(NatBehavior behavior) {
        return new NatTableFixture(behavior, Transport.UDP, List.of(FIRST, SECOND));
    }
}
