package dev.magicsock.scenarios.pairs;

import dev.magicsock.netsim.nat.FilterScope;
import dev.magicsock.netsim.nat.FilteringBehavior;
import dev.magicsock.netsim.nat.MappingBehavior;
import dev.magicsock.netsim.nat.NatBehavior;
import dev.magicsock.netsim.nat.PortAssignment;
import dev.magicsock.netsim.nat.PortAssignment.WhenTaken;

/** The words of the oracle in the simulator's words. */
public final class Behaviors {

    private Behaviors() {
    }

    /** The behaviour of a translator; all else is as RFC 4787 wants it. */
    public static NatBehavior of(Box box, Ports ports) {
        return NatBehavior.builder()
                .mapping(mapping(box.mapping()))
                .filtering(filtering(box.filtering()))
                .filterScope(switch (box.scope()) {
                    case MAPPING -> FilterScope.MAPPING;
                    case INTERNAL_ENDPOINT -> FilterScope.INTERNAL_ENDPOINT;
                })
                .ports(switch (ports) {
                    case PRESERVING -> new PortAssignment.Preserving(WhenTaken.NEXT_HIGHER);
                    case SEQUENTIAL -> new PortAssignment.Sequential(1);
                    case RANDOM -> new PortAssignment.Random();
                })
                .build();
    }

    private static MappingBehavior mapping(Dependence dependence) {
        return switch (dependence) {
            case NONE -> MappingBehavior.ENDPOINT_INDEPENDENT;
            case ADDRESS -> MappingBehavior.ADDRESS_DEPENDENT;
            case ADDRESS_AND_PORT -> MappingBehavior.ADDRESS_AND_PORT_DEPENDENT;
        };
    }

    /** What filters like this. */
    public static FilteringBehavior filtering(Dependence dependence) {
        return switch (dependence) {
            case NONE -> FilteringBehavior.ENDPOINT_INDEPENDENT;
            case ADDRESS -> FilteringBehavior.ADDRESS_DEPENDENT;
            case ADDRESS_AND_PORT -> FilteringBehavior.ADDRESS_AND_PORT_DEPENDENT;
        };
    }
}
