package dev.magicsock.netsim.nat;

import static dev.magicsock.netsim.nat.NatTableFixture.ALICE;
import static dev.magicsock.netsim.nat.NatTableFixture.BOB;
import static dev.magicsock.netsim.nat.NatTableFixture.ELSEWHERE;
import static dev.magicsock.netsim.nat.NatTableFixture.REMOTE;
import static dev.magicsock.netsim.nat.NatTableFixture.SAME_ADDRESS;
import static dev.magicsock.netsim.nat.NatTableFixture.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.packet.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** RFC 4787 section 4.3: how long mappings and filters live, and what keeps them alive. */
class NatTableLifetimeTest {

    private static final Lifetimes MINUTE = Lifetimes.udp(Duration.ofSeconds(60));

    @Test
    void mappingIsDeadOnceItsLifetimeHasPassedAndNotBefore() {
        NatTableFixture nat = new NatTableFixture(perFlow().build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        assertTrue(nat.at(59.999).letsIn(external, REMOTE));
        assertEquals("nat-mapping-expired: the mapping of 10.0.0.1:5000 to " + external + " expired 0 ms ago",
                why(nat.at(60).receive(external, REMOTE)));
    }

    @Test
    void expiredMappingIsForgottenInTheEnd() {
        NatTableFixture nat = new NatTableFixture(perFlow().build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        assertEquals("nat-mapping-expired: the mapping of 10.0.0.1:5000 to " + external + " expired 12500 ms ago",
                why(nat.at(72.5).receive(external, REMOTE)));
        assertEquals("nat-no-mapping: no mapping has " + external, why(nat.at(1000).receive(external, REMOTE)));
        assertEquals(0, nat.table.entries());
    }

    @Test
    void outboundPacketsRefresh() {
        NatTableFixture nat = new NatTableFixture(perFlow().build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        nat.at(50).out(ALICE, REMOTE);

        assertTrue(nat.at(109).letsIn(external, REMOTE));
        assertFalse(nat.at(110).letsIn(external, REMOTE));
    }

    @Test
    void inboundPacketsRefreshOnlyWhereTheyAreSaidTo() {
        NatTableFixture outboundOnly = new NatTableFixture(perFlow().build());
        NatTableFixture both = new NatTableFixture(refreshedByBoth());
        IpEndpoint first = outboundOnly.at(0).out(ALICE, REMOTE);
        IpEndpoint second = both.at(0).out(ALICE, REMOTE);

        assertTrue(outboundOnly.at(50).letsIn(first, REMOTE));
        assertTrue(both.at(50).letsIn(second, REMOTE));

        assertFalse(outboundOnly.at(100).letsIn(first, REMOTE));
        assertTrue(both.at(100).letsIn(second, REMOTE));
    }

    @Test
    void refusedPacketsRefreshNothing() {
        NatTableFixture nat = new NatTableFixture(refreshedByBoth());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        assertFalse(nat.at(50).letsIn(external, ELSEWHERE));

        assertFalse(nat.at(60).letsIn(external, REMOTE));
    }

    @Test
    void whereOnlyInboundPacketsRefreshASenderIsCutOffInTheMiddle() {
        NatTableFixture nat = new NatTableFixture(
                perFlow().mappingRefresh(Refresh.INBOUND).filterRefresh(Refresh.INBOUND).build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        assertEquals(external, nat.at(30).out(ALICE, REMOTE));
        assertEquals(external, nat.at(59).out(ALICE, REMOTE));
        assertNotEquals(external, nat.at(60).out(ALICE, REMOTE));
    }

    @Test
    void filterClosesWhileInboundPacketsKeepTheMapping() {
        NatTableFixture nat = new NatTableFixture(perFlow().mappingRefresh(Refresh.BOTH).build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);

        assertTrue(nat.at(50).letsIn(external, REMOTE));
        assertEquals("nat-filtered: address-and-port-dependent, contact with 198.51.100.7:4444 expired",
                why(nat.at(60).receive(external, REMOTE)));
        assertEquals(external, nat.at(61).out(ALICE, REMOTE), "the mapping lives");
        assertTrue(nat.at(62).letsIn(external, REMOTE), "the filter is open again");
    }

    @Test
    void oneSessionKeepsTheMappingButNotTheFilterOfAnother() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().udp(MINUTE).build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        nat.at(40).out(ALICE, ELSEWHERE);

        assertEquals("nat-filtered: address-and-port-dependent, contact with 198.51.100.7:4444 expired",
                why(nat.at(80).receive(external, REMOTE)));
        assertTrue(nat.at(80).letsIn(external, ELSEWHERE));
    }

    @Test
    void mappingEndsAtItsGreatestAgeHoweverBusyItIs() {
        NatTableFixture nat = new NatTableFixture(perFlow().mappingLifeMax(Duration.ofSeconds(100)).build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        nat.at(50).out(ALICE, REMOTE);

        assertEquals(external, nat.at(99).out(ALICE, REMOTE));
        assertFalse(nat.at(100).letsIn(external, REMOTE));
        assertNotEquals(external, nat.at(101).out(ALICE, REMOTE));
    }

    @Test
    void conntrackGivesTwoMinutesToWhatGoesOnAfterTheFirstReplyAndTheSecondSecond() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        IpEndpoint unreplied = nat.at(0).out(ALICE, REMOTE);
        IpEndpoint goesOn = nat.at(0).out(BOB, ELSEWHERE);
        assertTrue(nat.at(28).letsIn(goesOn, ELSEWHERE));
        assertTrue(nat.at(29).letsIn(goesOn, ELSEWHERE));

        assertFalse(nat.at(30).letsIn(unreplied, REMOTE));
        assertTrue(nat.at(148).letsIn(goesOn, ELSEWHERE));
        assertFalse(nat.at(268).letsIn(goesOn, ELSEWHERE));
    }

    @Test
    void conntrackGivesThirtySecondsToAQuestionAndItsAnswer() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        IpEndpoint asked = nat.at(0).out(ALICE, REMOTE);
        IpEndpoint brief = nat.at(0).out(BOB, REMOTE);
        assertTrue(nat.at(20).letsIn(asked, REMOTE));
        assertTrue(nat.at(1).letsIn(brief, REMOTE));
        nat.at(2).out(BOB, REMOTE);

        assertFalse(nat.at(32).letsIn(brief, REMOTE));
        assertFalse(nat.at(50).letsIn(asked, REMOTE));
    }

    @Test
    void restingPortIsGivenToNobody() {
        NatTableFixture nat = new NatTableFixture(
                NatBehavior.builder().udp(MINUTE).portReuseDelay(Duration.ofSeconds(120)).build());
        assertEquals(5000, nat.at(0).out(ALICE, REMOTE).port());

        assertEquals(5001, nat.at(179).out(BOB, REMOTE).port());
        assertEquals(5000, nat.at(180).out(IpEndpoint.parse("10.0.0.9:5000"), REMOTE).port());
    }

    @Test
    void streamOutlivesUdpUntilItIsClosed() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().build(), Transport.STREAM);
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        nat.at(1).letsIn(external, REMOTE);
        nat.at(2).out(ALICE, REMOTE);

        assertTrue(nat.at(7000).letsIn(external, REMOTE));
        nat.at(7001).close(ALICE, REMOTE);

        assertTrue(nat.at(7240).letsIn(external, REMOTE));
        assertFalse(nat.at(7241).letsIn(external, REMOTE));
    }

    @Test
    void closingOneOfTwoStreamsLeavesTheirMapping() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().build(), Transport.STREAM);
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        nat.out(ALICE, ELSEWHERE);
        nat.letsIn(external, ELSEWHERE);
        nat.at(1).out(ALICE, ELSEWHERE);

        nat.at(2).close(ALICE, REMOTE);

        assertFalse(nat.at(300).letsIn(external, REMOTE));
        assertTrue(nat.at(300).letsIn(external, ELSEWHERE));
    }

    @Test
    void contactWithTheAddressIsEnoughForAllItsPortsUntilItIsOld() {
        NatTableFixture nat = new NatTableFixture(
                NatBehavior.builder().udp(MINUTE).filtering(FilteringBehavior.ADDRESS_DEPENDENT).build());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        nat.at(30).out(ALICE, ELSEWHERE);

        assertTrue(nat.at(59).letsIn(external, SAME_ADDRESS));
        assertFalse(nat.at(60).letsIn(external, SAME_ADDRESS));
    }

    private static NatBehavior refreshedByBoth() {
        return perFlow().mappingRefresh(Refresh.BOTH).filterRefresh(Refresh.BOTH).build();
    }

    /** A mapping per remote endpoint with a random port, which shows at once whether a mapping is a new one. */
    private static NatBehaviorBuilder perFlow() {
        return NatBehavior.builder()
                .mapping(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT).ports(new PortAssignment.Random()).udp(MINUTE);
    }
}
