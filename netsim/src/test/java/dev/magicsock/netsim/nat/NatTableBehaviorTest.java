package dev.magicsock.netsim.nat;

import static dev.magicsock.netsim.nat.NatTableFixture.ALICE;
import static dev.magicsock.netsim.nat.NatTableFixture.ELSEWHERE;
import static dev.magicsock.netsim.nat.NatTableFixture.REMOTE;
import static dev.magicsock.netsim.nat.NatTableFixture.SAME_ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.magicsock.netsim.address.IpEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * RFC 4787 sections 4.1 and 5 as tables, for every combination of mapping, filtering, filter scope and port assignment.
 * The expected values are written out here and derived from nothing.
 */
class NatTableBehaviorTest {

    @Test
    void mapsAsTheMappingBehaviorSaysInEveryCombination() {
        everyCombination().forEach(NatTableBehaviorTest::mapsAsTheMappingBehaviorSays);
    }

    private static void mapsAsTheMappingBehaviorSays(NatBehavior behavior) {
        NatTableFixture nat = new NatTableFixture(behavior);
        IpEndpoint first = nat.out(ALICE, REMOTE);

        boolean sameForOtherPort = first.equals(nat.out(ALICE, SAME_ADDRESS));
        boolean sameForOtherAddress = first.equals(nat.out(ALICE, ELSEWHERE));

        // Overloading gives the internal port to every mapping; the mappings are different ones nevertheless.
        boolean shared = sharesPorts(behavior);
        assertEquals(first, nat.out(ALICE, REMOTE), "same remote endpoint");
        switch (behavior.mapping()) {
            case ENDPOINT_INDEPENDENT -> assertEquals(List.of(true, true, 1),
                    List.of(sameForOtherPort, sameForOtherAddress, nat.table.mappings()), behavior::toString);
            case ADDRESS_DEPENDENT -> assertEquals(List.of(true, shared, 2),
                    List.of(sameForOtherPort, sameForOtherAddress, nat.table.mappings()), behavior::toString);
            case ADDRESS_AND_PORT_DEPENDENT -> assertEquals(List.of(shared, shared, 3),
                    List.of(sameForOtherPort, sameForOtherAddress, nat.table.mappings()), behavior::toString);
        }
    }

    @Test
    void filtersAsTheFilteringBehaviorSaysInEveryCombination() {
        everyCombination().forEach(NatTableBehaviorTest::filtersAsTheFilteringBehaviorSays);
    }

    private static void filtersAsTheFilteringBehaviorSays(NatBehavior behavior) {
        NatTableFixture nat = new NatTableFixture(behavior);
        IpEndpoint external = nat.out(ALICE, REMOTE);

        List<Boolean> letIn = List.of(
                nat.letsIn(external, REMOTE), nat.letsIn(external, SAME_ADDRESS), nat.letsIn(external, ELSEWHERE));

        assertEquals(switch (behavior.filtering()) {
            case ENDPOINT_INDEPENDENT -> List.of(true, true, true);
            case ADDRESS_DEPENDENT -> List.of(true, true, false);
            case ADDRESS_AND_PORT_DEPENDENT -> List.of(true, false, false);
        }, letIn, behavior::toString);
    }

    /**
     * Alice has also sent elsewhere: who comes from there may use the mapping for REMOTE only if contacts are shared.
     */
    @Test
    void countsContactsOfOtherMappingsAsTheFilterScopeSaysInEveryCombination() {
        everyCombination().forEach(NatTableBehaviorTest::countsContactsOfOtherMappingsAsTheFilterScopeSays);
    }

    private static void countsContactsOfOtherMappingsAsTheFilterScopeSays(NatBehavior behavior) {
        NatTableFixture nat = new NatTableFixture(behavior);
        IpEndpoint external = nat.out(ALICE, REMOTE);
        nat.out(ALICE, ELSEWHERE);

        boolean letIn = nat.letsIn(external, ELSEWHERE);

        boolean sameMapping = behavior.mapping() == MappingBehavior.ENDPOINT_INDEPENDENT;
        boolean everybody = behavior.filtering() == FilteringBehavior.ENDPOINT_INDEPENDENT;
        boolean samePort = sharesPorts(behavior);
        boolean contactsShared = behavior.filterScope() == FilterScope.INTERNAL_ENDPOINT;
        assertEquals(sameMapping || everybody || samePort || contactsShared, letIn, behavior::toString);
    }

    private static boolean sharesPorts(NatBehavior behavior) {
        return behavior.ports() instanceof PortAssignment.PreservingWithOverloading
                || behavior.ports() instanceof PortAssignment.Netfilter(var first)
                && first == PortAssignment.Netfilter.First.KNOWN_PORT;
    }

    private static List<NatBehavior> everyCombination() {
        List<NatBehavior> all = new ArrayList<>();
        for (MappingBehavior mapping : MappingBehavior.values()) {
            for (FilteringBehavior filtering : FilteringBehavior.values()) {
                for (FilterScope scope : FilterScope.values()) {
                    for (PortAssignment ports : everyPortAssignment()) {
                        all.add(NatBehavior.builder()
                                .mapping(mapping).filtering(filtering).filterScope(scope).ports(ports).build());
                    }
                }
            }
        }
        return all;
    }

    private static List<PortAssignment> everyPortAssignment() {
        return List.of(
                new PortAssignment.Preserving(PortAssignment.WhenTaken.NEXT_HIGHER),
                new PortAssignment.Preserving(PortAssignment.WhenTaken.RANDOM),
                new PortAssignment.PreservingWithOverloading(PortAssignment.WhenTaken.RANDOM),
                new PortAssignment.Sequential(1),
                new PortAssignment.Sequential(2),
                new PortAssignment.Random(),
                new PortAssignment.Netfilter(PortAssignment.Netfilter.First.KNOWN_PORT),
                new PortAssignment.Netfilter(PortAssignment.Netfilter.First.RANDOM_PORT),
                new PortAssignment.PerSubscriberBlock(64));
    }
}
