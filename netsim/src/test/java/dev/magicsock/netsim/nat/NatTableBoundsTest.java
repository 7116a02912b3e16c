package dev.magicsock.netsim.nat;

import static dev.magicsock.netsim.nat.NatTableFixture.ALICE;
import static dev.magicsock.netsim.nat.NatTableFixture.ALICES_OTHER_SOCKET;
import static dev.magicsock.netsim.nat.NatTableFixture.BOB;
import static dev.magicsock.netsim.nat.NatTableFixture.CAROL;
import static dev.magicsock.netsim.nat.NatTableFixture.ELSEWHERE;
import static dev.magicsock.netsim.nat.NatTableFixture.EXTERNAL;
import static dev.magicsock.netsim.nat.NatTableFixture.REMOTE;
import static dev.magicsock.netsim.nat.NatTableFixture.SAME_ADDRESS;
import static dev.magicsock.netsim.nat.NatTableFixture.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a translator refuses, what it says about it, and that nobody can make it grow without end. */
class NatTableBoundsTest {

    private static final NatLimits FEW = new NatLimits(50, 20, 200);

    @Test
    void subscriberGetsNoMoreMappingsThanItMayHave() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().limits(new NatLimits(10, 1, 10)).build());
        nat.at(0).out(ALICE, REMOTE);

        assertEquals("nat-subscriber-limit: 10.0.0.1 has its 1 mappings", why(nat.send(ALICES_OTHER_SOCKET, REMOTE)));
        nat.out(BOB, REMOTE);
        nat.at(300).out(ALICES_OTHER_SOCKET, REMOTE);
    }

    @Test
    void fullTableRefusesNewMappingsButServesOldOnes() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().limits(new NatLimits(2, 2, 3)).build());
        IpEndpoint external = nat.out(ALICE, REMOTE);
        nat.out(BOB, REMOTE);

        assertEquals("nat-table-full: all 2 mappings are in use", why(nat.send(CAROL, REMOTE)));
        assertEquals(external, nat.out(ALICE, ELSEWHERE));
        assertEquals("nat-table-full: all 3 sessions are in use", why(nat.send(ALICE, SAME_ADDRESS)));
        assertEquals(external, nat.out(ALICE, REMOTE));
    }

    @Test
    void filteredPacketIsExplainedByWhatTheInsideHadSent() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().build());
        IpEndpoint external = nat.out(ALICE, REMOTE);

        assertEquals("nat-filtered: address-and-port-dependent, no contact with 198.51.100.8:4444",
                why(nat.receive(external, ELSEWHERE)));
        assertEquals("nat-filtered: address-and-port-dependent, "
                + "no contact with 198.51.100.7:5555 but with another port of 198.51.100.7",
                why(nat.receive(external, SAME_ADDRESS)));
    }

    @Test
    void filterOfTheInternalEndpointSaysSo() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder()
                .filtering(FilteringBehavior.ADDRESS_DEPENDENT).filterScope(FilterScope.INTERNAL_ENDPOINT).build());
        IpEndpoint external = nat.out(ALICE, REMOTE);

        assertEquals("nat-filtered: address-dependent, no contact with 198.51.100.8:4444 through any mapping",
                why(nat.receive(external, ELSEWHERE)));
    }

    @Test
    void packetsOfAnOpenSessionAllGetTheSameObject() {
        NatTableFixture nat = new NatTableFixture(NatBehavior.builder().build());
        Translation outward = nat.at(0).send(ALICE, REMOTE);
        Translation inward = nat.receive(((Translation.Translated) outward).endpoint(), REMOTE);

        assertSame(outward, nat.at(1).send(ALICE, REMOTE));
        assertSame(inward, nat.at(1).receive(((Translation.Translated) outward).endpoint(), REMOTE));
    }

    @Test
    void floodFromOutsideLeavesNothingBehind() {
        NatTableFixture nat = new NatTableFixture(NatPreset.FULL_CONE.behavior());
        IpEndpoint external = nat.at(0).out(ALICE, REMOTE);
        int before = nat.table.entries();

        for (int i = 0; i < 10_000; i++) {
            nat.receive(external, IpEndpoint.of(IpAddress.v4(i * 7919), i & 0xFFFF));
            nat.receive(IpEndpoint.of(EXTERNAL, i + 1024), REMOTE);
        }
        assertEquals(before, nat.table.entries());
    }

    @Test
    void floodOfUnsolicitedPacketsClaimsNoMoreThanTheLimit() {
        NatTableFixture nat = new NatTableFixture(with(FEW, NatPreset.LINUX_MASQUERADE));
        for (int i = 0; i < 10_000; i++) {
            nat.at(i * 0.001).receive(IpEndpoint.of(EXTERNAL, 1024 + i), REMOTE);
        }
        assertEquals(FEW.sessions(), nat.table.entries());
    }

    @Test
    void floodFromInsideStaysWithinTheLimitsForEveryPreset() {
        for (NatPreset preset : NatPreset.values()) {
            NatTableFixture nat = new NatTableFixture(with(FEW, preset));
            for (int i = 0; i < 20_000; i++) {
                IpEndpoint internal = IpEndpoint.of(IpAddress.v4(0x0A000000 + i % 97), 2000 + i % 1009);
                IpEndpoint remote = IpEndpoint.of(IpAddress.v4(0xC6336400 + i % 251), 1 + i % 4999);
                nat.at(i * 0.05).send(internal, remote);
                nat.receive(IpEndpoint.of(EXTERNAL, 2000 + i % 1013), remote);
            }
            assertTrue(0 < nat.table.mappings() && nat.table.mappings() <= FEW.mappings(), preset.label());
            assertTrue(nat.table.sessions() <= FEW.sessions(), preset.label());
            // Sessions, contacts that live or are remembered, claims; mappings that live or are remembered.
            assertTrue(nat.table.entries() <= 4 * FEW.sessions() + 2 * FEW.mappings() + 1024, preset.label());
        }
    }

    @Test
    void changedBehaviorIsForNewMappingsAndLeavesTheOthers() {
        NatTableFixture nat = new NatTableFixture(NatPreset.FULL_CONE.behavior());
        IpEndpoint external = nat.out(ALICE, REMOTE);

        nat.table.changeBehavior(NatPreset.SYMMETRIC.behavior());

        assertEquals(external, nat.out(ALICE, REMOTE));
        assertTrue(nat.letsIn(external, ELSEWHERE), "the old mapping keeps its filter");
        IpEndpoint fresh = nat.out(ALICE, SAME_ADDRESS);
        assertTrue(!fresh.equals(external) && !nat.letsIn(fresh, ELSEWHERE));
    }

    /** Ports that rest are bounded by their number alone, so none rest here. */
    private static NatBehavior with(NatLimits limits, NatPreset preset) {
        return preset.behavior().toBuilder().limits(limits).portReuseDelay(Duration.ZERO).build();
    }
}
