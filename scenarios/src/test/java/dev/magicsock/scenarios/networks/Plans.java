package dev.magicsock.scenarios.networks;

import dev.magicsock.scenarios.pairs.Box;
import dev.magicsock.scenarios.pairs.Dependence;
import dev.magicsock.scenarios.pairs.Ports;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.domains.DomainContextBase;
import net.jqwik.api.Provide;

/** Random plans. What shrinks, shrinks to few endpoints with public addresses and no trouble. */
public final class Plans extends DomainContextBase {

    @Provide
    Arbitrary<Plan> plans() {
        return places().list().ofMinSize(2).ofMaxSize(6).flatMap(places -> Combinators.combine(
                pairs(places.size()).list().ofMinSize(1).ofMaxSize(4).uniqueElements(),
                troubles().list().ofMaxSize(4),
                Arbitraries.of(0.0, 0.0, 0.01, 0.03),
                Arbitraries.of(0.0, 0.0, 0.02),
                Arbitraries.longs().between(1, 1_000_000))
                .as((pairs, troubles, loss, copies, seed) -> new Plan(places, pairs, troubles, loss, copies, seed)));
    }

    private static Arbitrary<Place> places() {
        return Combinators.combine(
                Arbitraries.of(Place.Access.OPEN, Place.Access.FIREWALL, Place.Access.NAT, Place.Access.NAT,
                        Place.Access.NAT, Place.Access.NAT_BEHIND_CARRIER, Place.Access.UDP_BLOCKED),
                Arbitraries.of(Box.all()),
                Arbitraries.of(Ports.SEQUENTIAL, Ports.RANDOM),
                Arbitraries.of(false, false, true),
                Arbitraries.of(false, false, false, true))
                .as(Plans::place);
    }

    /**
     * Ports are never preserved: with such a translator a reboot can give the port that the other side still knows
     * to the mapping that it could not know, and a pair that cannot be direct becomes so by chance.
     */
    private static Place place(Place.Access access, Box box, Ports ports, boolean ipv6, boolean shared) {
        Box effective = switch (access) {
            case OPEN, UDP_BLOCKED -> new Box(Dependence.NONE, Dependence.NONE, Box.Scope.MAPPING);
            case FIREWALL -> new Box(Dependence.NONE, box.filtering(), Box.Scope.MAPPING);
            case NAT, NAT_BEHIND_CARRIER -> box;
        };
        return new Place(access, effective, ports, ipv6, shared && access != Place.Access.OPEN);
    }

    private static Arbitrary<Plan.Pair> pairs(int places) {
        return Arbitraries.integers().between(1, places - 1).flatMap(b ->
                Arbitraries.integers().between(0, b - 1).map(a -> new Plan.Pair(a, b)));
    }

    private static Arbitrary<Trouble> troubles() {
        return Combinators.combine(
                Arbitraries.of(List.of(Trouble.Kind.values())),
                Arbitraries.integers().between(0, 11),
                Arbitraries.integers().between(0, 11_000),
                Arbitraries.integers().between(200, 8_000))
                .as((kind, target, at, length) ->
                        new Trouble(kind, target, Duration.ofMillis(at), Duration.ofMillis(length)));
    }
}
