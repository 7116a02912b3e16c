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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.magicsock.netsim.address.IpAddress;
import dev.magicsock.netsim.address.IpEndpoint;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;
import dev.magicsock.netsim.packet.Transport;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 4787 section 4.2: which external port and address a mapping gets. */
class NatTablePortsTest {

    @Test
    void preservingTakesTheInternalPortAndTheNextOneIfThatIsTaken() {
        NatTableFixture nat = new NatTableFixture(ports(new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER)).build());

        assertEquals(IpEndpoint.of(EXTERNAL, 5000), nat.out(ALICE, REMOTE));
        assertEquals(IpEndpoint.of(EXTERNAL, 5001), nat.out(BOB, REMOTE));
        assertEquals(IpEndpoint.of(EXTERNAL, 5002), nat.out(CAROL, REMOTE));
    }

    @Test
    void preservingDoesNotLeaveTheRange() {
        NatTableFixture nat = new NatTableFixture(ports(new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER)).build());

        assertEquals(1024, nat.out(IpEndpoint.parse("10.0.0.1:53"), REMOTE).port());
        assertEquals(65_535, nat.out(IpEndpoint.parse("10.0.0.1:65535"), REMOTE).port());
        assertEquals(1025, nat.out(IpEndpoint.parse("10.0.0.2:65535"), REMOTE).port());
    }

    @Test
    void sequenceGoesInStepsAndRoundTheRange() {
        PortRange ten = new PortRange(2000, 2009);
        NatTableFixture nat = new NatTableFixture(ports(new PortAssignment.Sequential(3)).portRange(ten).build());
        int first = nat.out(internal(0), REMOTE).port();

        for (int i = 1; i < 10; i++) {
            assertEquals(2000 + (first - 2000 + 3 * i) % 10, nat.out(internal(i), REMOTE).port());
        }
        assertEquals("nat-no-port: no external port is left for 10.0.0.11:7000", why(nat.send(internal(10), REMOTE)));
    }

    @Test
    void randomPortsFillTheRangeWithoutSharingAny() {
        PortRange hundred = new PortRange(2000, 2099);
        NatTableFixture nat = new NatTableFixture(ports(new PortAssignment.Random()).portRange(hundred).build());
        List<Integer> ports = IntStream.range(0, 100).mapToObj(i -> nat.out(internal(i), REMOTE).port()).toList();

        assertEquals(IntStream.range(2000, 2100).boxed().toList(), List.copyOf(new TreeSet<>(ports)));
        assertNotEquals(ports, List.copyOf(new TreeSet<>(ports)), "in order");
    }

    @Test
    void parityIsKeptByEveryAssignment() {
        for (PortAssignment assignment : List.of(new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER),
                new PortAssignment.Preserving(WhenTaken.RANDOM), new PortAssignment.Sequential(1),
                new PortAssignment.Random(), new PortAssignment.PerSubscriberBlock(64))) {
            NatTableFixture nat = new NatTableFixture(ports(assignment).portParity(true).build());
            for (int i = 0; i < 20; i++) {
                IpEndpoint internal = IpEndpoint.of(IpAddress.v4(0x0A000001 + i / 4), 7000 + i % 4);
                assertEquals(internal.port() % 2, nat.out(internal, REMOTE).port() % 2, assignment.toString());
            }
        }
    }

    @Test
    void subscriberKeepsItsBlockUntilItsLastMappingIsGone() {
        NatTableFixture nat = new NatTableFixture(
                ports(new PortAssignment.PerSubscriberBlock(2)).portRange(new PortRange(2000, 2003)).build());

        assertEquals(2000, nat.at(0).out(ALICE, REMOTE).port());
        assertEquals(2002, nat.out(BOB, REMOTE).port());
        assertEquals(2001, nat.out(ALICES_OTHER_SOCKET, REMOTE).port());
        assertEquals("nat-no-port: no external port is left for 10.0.0.3:5000", why(nat.send(CAROL, REMOTE)));
        nat.at(200).out(BOB, REMOTE);
        assertEquals(2000, nat.at(301).out(CAROL, REMOTE).port());
    }

    @Test
    void overloadingSharesAPortAndTellsRepliesApartByTheirSender() {
        NatTableFixture nat = new NatTableFixture(overloading());
        IpEndpoint shared = nat.out(ALICE, REMOTE);

        assertEquals(shared, nat.out(BOB, ELSEWHERE));
        assertEquals(new Translation.Translated(ALICE), nat.receive(shared, REMOTE));
        assertEquals(new Translation.Translated(BOB), nat.receive(shared, ELSEWHERE));
        assertFalse(nat.letsIn(shared, SAME_ADDRESS));
    }

    @Test
    void overloadingGivesAnotherPortToTheSecondTowardsTheSameRemoteEndpoint() {
        NatTableFixture nat = new NatTableFixture(overloading());
        IpEndpoint first = nat.out(ALICE, REMOTE);

        IpEndpoint second = nat.out(BOB, REMOTE);

        assertNotEquals(first, second);
        assertEquals(new Translation.Translated(ALICE), nat.receive(first, REMOTE));
        assertEquals(new Translation.Translated(BOB), nat.receive(second, REMOTE));
    }

    @Test
    void overloadingFailsForMappingsThatServeAllRemoteEndpoints() {
        NatTableFixture nat = new NatTableFixture(
                overloading().toBuilder().mapping(MappingBehavior.ENDPOINT_INDEPENDENT).build());
        nat.out(ALICE, REMOTE);
        nat.out(BOB, ELSEWHERE);

        assertEquals("nat-port-conflict: another internal endpoint talks to 198.51.100.7:4444 from 203.0.113.1:5000",
                why(nat.send(BOB, REMOTE)));
    }

    @Test
    void unsolicitedPacketTakesThePortFromALaterFlowToItsSenderOnly() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        assertEquals("nat-no-mapping: no mapping has 203.0.113.1:5000",
                why(nat.at(0).receive(IpEndpoint.of(EXTERNAL, 5000), REMOTE)));

        assertEquals(5000, nat.at(1).out(ALICE, ELSEWHERE).port());
        assertEquals(5000, nat.at(1).out(ALICE, SAME_ADDRESS).port());
        assertNotEquals(5000, nat.at(1).out(ALICE, REMOTE).port());
    }

    @Test
    void filteredPacketTakesThePortTooAndRepeatingItKeepsIt() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        IpEndpoint external = nat.at(0).out(ALICE, ELSEWHERE);
        assertFalse(nat.at(1).letsIn(external, REMOTE));
        assertFalse(nat.at(25).letsIn(external, REMOTE));

        assertNotEquals(5000, nat.at(54).out(ALICE, REMOTE).port());
    }

    @Test
    void claimOfAnUnsolicitedPacketEnds() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        nat.at(0).receive(IpEndpoint.of(EXTERNAL, 5000), REMOTE);

        assertEquals(5000, nat.at(30).out(ALICE, REMOTE).port());
    }

    @Test
    void netfilterKeepsThePortThatItGaveInsteadOfTheInternalOne() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        nat.at(0).receive(IpEndpoint.of(EXTERNAL, 5000), REMOTE);
        IpEndpoint other = nat.at(1).out(ALICE, REMOTE);

        assertEquals(other, nat.at(2).out(ALICE, ELSEWHERE));
        assertEquals(5000, nat.at(2).out(BOB, ELSEWHERE).port());
        assertEquals(5000, nat.at(40).out(ALICE, SAME_ADDRESS).port());
    }

    @Test
    void netfilterLeavesAPortThatIsTakenForTheInternalOneBeforeItDraws() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE.behavior());
        nat.at(0).receive(IpEndpoint.of(EXTERNAL, 5000), REMOTE);
        IpEndpoint other = nat.at(1).out(ALICE, REMOTE);
        assertFalse(nat.at(1).letsIn(other, ELSEWHERE));

        assertEquals(5000, nat.at(2).out(ALICE, ELSEWHERE).port());
    }

    @Test
    void netfilterStaysAmongPortsThatMeanTheSame() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE_RANDOM.behavior());
        for (int port = 1; port < 3000; port += 7) {
            int external = nat.out(IpEndpoint.of(ALICE.address(), port), REMOTE).port();
            assertTrue(port < 512 ? external < 512 : port < 1024 ? external >= 600 && external < 1024
                    : external >= 1024, port + " became " + external);
        }
    }

    @Test
    void netfilterGivesUpWhenItsSearchFindsNothing() {
        NatTableFixture nat = new NatTableFixture(NatPreset.LINUX_MASQUERADE_RANDOM.behavior());
        int mapped = 0;
        while (nat.send(IpEndpoint.of(IpAddress.v4(0x0A000100 + mapped), 500), REMOTE)
                instanceof Translation.Translated) {
            mapped++;
        }
        assertTrue(mapped > 300 && mapped <= 511, mapped + " of 511 ports");
    }

    @Test
    void homeRouterKeepsThePortWhateverWasReceivedBefore() {
        NatTableFixture nat = new NatTableFixture(NatPreset.HOME_ROUTER.behavior());
        nat.at(0).receive(IpEndpoint.of(EXTERNAL, 5000), REMOTE);

        assertEquals(5000, nat.at(1).out(ALICE, REMOTE).port());
    }

    @Test
    void onlyTheOneWhosePortIsTakenFallsBackToTheSecondaryBehavior() {
        NatTableFixture nat = new NatTableFixture(NatPreset.PORT_CONFLICTED.behavior());

        assertEquals(nat.out(ALICE, REMOTE), nat.out(ALICE, ELSEWHERE));
        IpEndpoint toRemote = nat.out(BOB, REMOTE);
        assertNotEquals(toRemote, nat.out(BOB, ELSEWHERE));
        assertEquals(toRemote, nat.out(BOB, REMOTE));
    }

    @Test
    void pairedPoolingKeepsOneExternalAddressPerInternalAddress() {
        NatTableFixture nat = pooled(Pooling.PAIRED);
        TreeSet<IpAddress> used = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            IpEndpoint first = nat.out(internal(i), REMOTE);
            IpEndpoint second = nat.out(IpEndpoint.of(internal(i).address(), 7001), ELSEWHERE);
            assertEquals(first.address(), second.address());
            used.add(first.address());
        }
        assertEquals(4, used.size(), "all addresses are used");
    }

    @Test
    void arbitraryPoolingUsesSeveralExternalAddressesForOneInternalAddress() {
        NatTableFixture nat = pooled(Pooling.ARBITRARY);
        TreeSet<IpAddress> used = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            used.add(nat.out(IpEndpoint.of(ALICE.address(), 7000 + i), REMOTE).address());
        }
        assertEquals(4, used.size());
    }

    @Test
    void arbitraryPoolingTakesAnotherAddressWhenOneIsFull() {
        NatBehavior onePort = ports(new PortAssignment.Random()).pooling(Pooling.ARBITRARY)
                .portRange(new PortRange(2000, 2000)).build();
        NatTableFixture nat = new NatTableFixture(onePort, Transport.UDP, addresses());
        TreeSet<IpEndpoint> used = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            used.add(nat.out(internal(i), REMOTE));
        }

        assertEquals(4, used.size());
        assertTrue(nat.send(internal(4), REMOTE) instanceof NatDrop.NoPort);
    }

    private static NatTableFixture pooled(Pooling pooling) {
        NatBehavior behavior = ports(new PortAssignment.Random()).pooling(pooling).build();
        return new NatTableFixture(behavior, Transport.UDP, addresses());
    }

    private static List<IpAddress> addresses() {
        return List.of(EXTERNAL, EXTERNAL.plus(1), EXTERNAL.plus(2), EXTERNAL.plus(3));
    }

    private static NatBehavior overloading() {
        return ports(new PortAssignment.PreservingWithOverloading(WhenTaken.NEXT_HIGHER))
                .mapping(MappingBehavior.ADDRESS_AND_PORT_DEPENDENT).build();
    }

    private static NatBehaviorBuilder ports(PortAssignment ports) {
        return NatBehavior.builder().ports(ports);
    }

    private static IpEndpoint internal(int number) {
        return IpEndpoint.of(IpAddress.v4(0x0A000001 + number), 7000);
    }
}
